import Testing

@testable import Workstation

@Suite struct JSONMachineTests {
    private static let shape = JSONShape.list(
        of: .object([.init("q", .text(atMost: 6)), .init("t", .choice(["fact", "fable", "a\"b"]))]),
        atLeast: 1, atMost: 2)

    private static func machine(_ shape: JSONShape = shape) throws -> JSONMachine {
        JSONMachine(try JSONGrammar(shape))
    }

    @Test(arguments: [
        #"[{"q":"","t":"fact"}]"#, #"[{"q": "a\n\"b", "t": "fable"}, {"q":"é한😀","t":"a\"b"}]"#,
        "[\n  {\n    \"q\": \"\\u00e9\\u20AC\",\n    \"t\": \"fact\"\n  }\n]",
    ])
    func `takes what fits`(text: String) throws {
        let end = try #require(try Self.machine().advanced(text.utf8))
        #expect(end.isComplete)
        #expect(ShapeChecker.fault(text, Self.shape) == nil)
    }

    @Test(arguments: [
        "[]", "{", #"[{"t":"#, #"[{"q":1"#, #"[{"q":"1234567"#, #"[{"q":"\x"#, #"[{"q":"\ud800"#,
        #"[{"q":"\u0000"#,
        #"[{"q":"\u0009"#, "[{\"q\":\"\n", "[{\"q\":\"\t", #"[{"q":"","t":"fa""#, #"[{"q":"","t":"facts"#,
        #"[{"q":"","t":"fact"},]"#, #"[{"q":"","t":"fact",}"#, #"[{"q":"","t":"fact"}]]"#, #"[{"q":""}"#,
        "[" + String(repeating: " ", count: 10),
    ])
    func `refuses what does not`(text: String) throws {
        #expect(try Self.machine().advanced(text.utf8) == nil)
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1], [0x80], [0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xF5],
            [0xFF],
            [0xE2, 0x22],
        ] as [[UInt8]])
    func `refuses what is no UTF-8`(bytes: [UInt8]) throws {
        #expect(try Self.machine().advanced(Array(#"[{"q":""#.utf8) + bytes) == nil)
    }

    @Test func `closes from every state`() throws {
        let text = Array(
            "[ {\"q\": \"\\u00e9😀\\n\\ud7ff\", \"t\": \"a\\\"b\"}, {\"q\":\"\",\"t\":\"fact\"}]".utf8)
        for count in 0...text.count {
            let machine = try #require(try Self.machine().advanced(text.prefix(count)))
            let whole = String(decoding: text.prefix(count) + machine.closing, as: UTF8.self)
            #expect(ShapeChecker.fault(whole, Self.shape) == nil, "\(whole)")
        }
    }

    @Test func `copies whole words of a text`() throws {
        let shape = JSONShape.excerpt(of: "The  \"north\" gate\nis locked. 北門は", atLeast: 8, atMost: 20)
        func end(_ text: String) throws -> JSONMachine? { try Self.machine(shape).advanced(text.utf8) }
        #expect(try end(#""\"north\" gate""#)?.isComplete == true)
        #expect(try end(#""gate is locked.""#)?.isComplete == true)
        #expect(try end(#""locked. 北門""#)?.isComplete == true)
        #expect(try end(#""gate is lock""#) == nil)
        #expect(try end(#""gate""#) == nil)
        #expect(try end(#""orth"#) == nil)
        #expect(try end(#""The north"#) == nil)
        // Past the longest a word is finished and nothing begun.
        #expect(try end(#""The \"north\" gate is locked"#) == nil)
        #expect(try end(#""The \"north\" gate is""#)?.isComplete == true)
        #expect(throws: WorkstationError.self) { try JSONGrammar(.excerpt(of: " \n", atLeast: 1, atMost: 9)) }
    }

    private static let rich = JSONShape.object([
        .init("id", .number(isWhole: true)),
        .init("price", .either([.number(isWhole: false), .literal(["null"])]), isRequired: false),
        .init("open", .literal(["true", "false"]), isRequired: false),
        .init(
            "shape",
            .either([
                .object([.init("kind", .choice(["round"])), .init("radius", .number(isWhole: false))]),
                .object([.init("kind", .choice(["square"])), .init("side", .number(isWhole: true))]),
            ])),
        .init("more", .map(of: .anything, atMost: 2), isRequired: false),
        .init("level", .literal(["1", "10"]), isRequired: false),
    ])

    @Test(arguments: [
        #"{"id":7,"shape":{"kind":"round","radius":-0.5}}"#,
        #"{"id": 0, "price": null, "open": true, "shape": {"kind": "square", "side": 12}, "level": 1}"#,
        #"{"id":-3,"price":2.50,"shape":{"kind":"square","side":1},"more":{"a":[1,{"b":[]},"c"],"d":{}},"level":10}"#,
        "{\n  \"id\": 12 ,\n  \"open\": false,\n  \"shape\": {\"kind\": \"round\", \"radius\": 3}\n}",
    ])
    func `takes numbers, words without quotes, alternatives and members that may be left out`(text: String)
        throws
    {
        let end = try #require(try Self.machine(Self.rich).advanced(text.utf8), "\(text)")
        #expect(end.isComplete)
        #expect(ShapeChecker.fault(text, Self.rich) == nil)
    }

    @Test(arguments: [
        #"{"id":1.5"#, #"{"id":01"#, #"{"id":-}"#, #"{"id":}"#, #"{"id":1e3"#, #"{"id":12345678901234567"#,
        #"{"shape":"#, #"{"id":1}"#, #"{"id":1,"price":"# + #""a""#,
        #"{"id":1,"shape":{"kind":"round","side""#,
        #"{"id":1,"open":true,"price""#, #"{"id":1,"shape":{"kind":"round","radius":1},}"#,
        #"{"id":1,"shape":{"kind":"round","radius":1},"more":{"a":1,"b":2,"#,
        #"{"id":1,"shape":{"kind":"round","radius":1},"level":2"#, #"{"id":1,"open":tru,"#,
    ])
    func `refuses what no alternative takes`(text: String) throws {
        #expect(try Self.machine(Self.rich).advanced(text.utf8) == nil)
    }

    @Test(arguments: [
        #"{"id": -30, "price": 0.25, "open": true, "shape": {"kind": "round", "radius": 0.5}, "#
            + #""more": {"a\n": [null, {"b": []}, "c", 4.0]}, "level": 10}"#,
        #"{"id":1,"shape":{"kind":"square","side":4},"level":1}"#,
    ])
    func `closes from every state of a rich shape`(text: String) throws {
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            let machine = try #require(try Self.machine(Self.rich).advanced(bytes.prefix(count)))
            let whole = String(decoding: bytes.prefix(count) + machine.closing, as: UTF8.self)
            #expect(ShapeChecker.fault(whole, Self.rich) == nil, "\(whole)")
        }
    }

    @Test func `alternatives that begin alike do not multiply`() throws {
        let shape = JSONShape.list(
            of: .either([.number(isWhole: true), .number(isWhole: false)]), atLeast: 0, atMost: 100)
        let text = "[" + (0..<60).map(String.init).joined(separator: ",") + "]"
        let end = try #require(try Self.machine(shape).advanced(text.utf8))
        #expect(end.isComplete)
    }

    @Test(
        arguments: [
            .choice([]), .choice([""]), .choice(["a", "a"]), .text(atMost: -1), .either([]), .literal([]),
            .literal(["a b"]), .number(isWhole: true), .anything, .literal(["1", "10"]),
            .list(of: .text(atMost: 1), atLeast: 2, atMost: 1),
            .object([.init("a", .text(atMost: 1)), .init("a", .text(atMost: 1))]),
        ] as [JSONShape])
    func `refuses shapes that no value fits`(shape: JSONShape) {
        #expect(throws: WorkstationError.self) { try JSONGrammar(shape) }
    }
}
