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

    @Test(
        arguments: [
            .choice([]), .choice([""]), .choice(["a", "a"]), .object([]), .text(atMost: -1),
            .list(of: .text(atMost: 1), atLeast: 2, atMost: 1),
            .object([.init("a", .text(atMost: 1)), .init("a", .text(atMost: 1))]),
        ] as [JSONShape])
    func `refuses shapes that no value fits`(shape: JSONShape) {
        #expect(throws: WorkstationError.self) { try JSONGrammar(shape) }
    }
}
