import Testing

@testable import Workstation

@Suite struct JSONSchemaTests {
    private static func shape(_ schema: String) throws -> JSONShape {
        try JSONSchema.shape(in: schema, at: [])
    }

    @Test func `reads members in their order, with types, choices and references`() throws {
        let shape = try Self.shape(
            #"""
            {"title":"Bill","type":"object","properties":{
              "zone":{"type":"string","maxLength":9,"description":"where"},
              "amount":{"anyOf":[{"type":"number"},{"type":"null"}],"default":null},
              "kind":{"$ref":"#/$defs/Kind"},
              "lines":{"type":"array","items":{"$ref":"#/$defs/Line"},"minItems":1,"maxItems":3},
              "paid":{"type":["boolean","null"]},
              "code":{"const":7},
              "notes":{"type":"object","additionalProperties":{"type":"integer"}}},
             "required":["zone","kind","lines"],"additionalProperties":false,
             "$defs":{"Kind":{"enum":["in","out",3]},
                      "Line":{"type":"object","properties":{"a_b":{}},"required":["a_b"]}}}
            """#)
        #expect(
            shape
                == .object([
                    .init("zone", .text(atMost: 9)),
                    .init(
                        "amount", .either([.number(isWhole: false), .literal(["null"])]), isRequired: false),
                    .init("kind", .either([.choice(["in", "out"]), .literal(["3"])])),
                    .init("lines", .list(of: .object([.init("a_b", .anything)]), atLeast: 1, atMost: 3)),
                    .init(
                        "paid", .either([.literal(["true", "false"]), .literal(["null"])]), isRequired: false),
                    .init("code", .literal(["7"]), isRequired: false),
                    .init("notes", .map(of: .number(isWhole: true), atMost: 1 << 16), isRequired: false),
                ]))
        _ = try JSONGrammar(shape)
    }

    @Test func `finds the schema inside a request, and takes any object without one`() throws {
        let text = #"{"f":{"s":{"type":"object","properties":{"first_name":{"type":"string"}}}}}"#
        let member = JSONShape.Member("first_name", .text(atMost: 1 << 20), isRequired: false)
        #expect(try JSONSchema.shape(in: text, at: ["f", "s"]) == .object([member]))
        #expect(try JSONSchema.shape(in: text, at: ["f", "t"]) == .anyObject)
        #expect(try Self.shape(#"{"type":"object"}"#) == .anyObject)
        #expect(try Self.shape(#"{"type":"object","additionalProperties":false}"#) == .object([]))
    }

    @Test(arguments: [
        (#"{"type":"string"}"#, "at its top"),
        (
            #"{"type":"object","properties":{"a":{"type":"string","pattern":"x"}}}"#,
            "/properties/a has \"pattern\""
        ),
        (#"{"type":"object","properties":{"a":{"type":"integer","minimum":1}}}"#, "\"minimum\""),
        (#"{"type":"object","properties":{"a":{"oneOf":[{"type":"string"}]}}}"#, "\"oneOf\""),
        (#"{"type":"object","properties":{"a":{"allOf":[{},{}]}}}"#, "\"allOf\" of several"),
        (#"{"type":"object","properties":{"a":{"$ref":"other.json"}}}"#, "another document"),
        (##"{"type":"object","properties":{"a":{"$ref":"#/x"}}}"##, "not there"),
        (##"{"type":"object","properties":{"a":{"$ref":"#"}}}"##, "refers to itself"),
        (#"{"type":"object","properties":{"a":{"enum":[]}}}"#, "without values"),
        (#"{"type":"object","properties":{"a":{"enum":[""]}}}"#, "empty text"),
        (#"{"type":"object","properties":{"a":{"const":{}}}}"#, "fixed value"),
        (#"{"type":"object","properties":{"a":{"type":"date"}}}"#, "unknown type"),
        (#"{"type":"object","properties":{"a":{"type":"array","minItems":3,"maxItems":2}}}"#, "no room"),
        (#"{"type":"object","required":["a"]}"#, "does not describe"),
        (#"{"type":"object","properties":{"a":false}}"#, "no schema"),
        ("{", "not JSON"),
    ])
    func `refuses what an answer would not keep to`(schema: String, words: String) {
        let error = #expect(throws: WorkstationError.self) { try Self.shape(schema) }
        #expect(error?.code == "unsupported_schema")
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func `refuses a schema that references blow up`() {
        let levels = (0..<14).map { level in
            let next = ##"{"$ref":"#/$defs/l\##(level + 1)"}"##
            return ##""l\##(level)":{"type":"object","properties":{"a":\##(next),"b":\##(next)}}"##
        }
        let schema =
            ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/l0"}},"$defs":{"##
            + levels.joined(separator: ",") + ##","l14":{"type":"string"}}}"##
        let error = #expect(throws: WorkstationError.self) { try Self.shape(schema) }
        #expect(error?.message.contains("too large") == true)
    }

    @Test func `lists in lists open as deep as a schema nests, and what cannot be written is refused`() throws
    {
        func nested(_ levels: Int, least: Int) -> String {
            var schema = #"{"type":"boolean"}"#
            for _ in 0..<levels { schema = #"{"type":"array","minItems":\#(least),"items":\#(schema)}"# }
            return #"{"type":"object","properties":{"a":\#(schema)},"required":["a"]}"#
        }
        let grammar = try JSONGrammar(Self.shape(nested(50, least: 1)))
        let closing = String(decoding: JSONWay(grammar).closing, as: UTF8.self)
        #expect(closing.count { $0 == "[" } == 50)
        for (levels, least) in [(3, 1 << 24), (2, 1 << 24), (1, 1 << 24)] {
            #expect(throws: WorkstationError.self) {
                try JSONGrammar(Self.shape(nested(levels, least: least)))
            }
        }
        let choice =
            #"{"type":"object","properties":{"a":{"anyOf":[{"type":"null"},\#(nested(3, least: 1 << 24))]}}}"#
        _ = try JSONGrammar(Self.shape(choice))
    }
}
