import Core
import Testing

@testable import Ingest

@Suite struct JSONExtractorTests {
    @Test func `keeps order, nesting and digits`() throws {
        let text = #"{"title": "Kiln", "z": 1.50, "a": {"hot": true, "days": ["Thu", "Fri"]}, "none": null}"#
        let document = try TestFile(text).extract()
        #expect(document.title == "Kiln" && document.format == .json)
        #expect(
            document.outline == [
                "p title: Kiln", "p z: 1.50", "h1 a", "p hot: true", "h2 days", "li1 Thu", "li1 Fri",
            ])
    }

    @Test func `makes a table of like objects`() throws {
        let text = #"[{"day": "Mon", "n": 1}, {"day": "Tue", "n": 2, "x": "y"}]"#
        #expect(try TestFile(text).extract().outline == ["table+ day|n|x / Mon|1| / Tue|2|y"])
    }

    @Test func `reads a value a line`() throws {
        let text = "{\"a\": \"x\", \"b\": 1}\n\n{\"a\": \"y\", \"b\": 2}\n"
        #expect(try TestFile(text).extract().outline == ["table+ a|b / x|1 / y|2"])
        let mixed = try TestFile("{\"text\": \"one\\n\\ntwo\"}\n[\"three\"]\n").extract()
        #expect(mixed.outline == ["p text: one", "p two", "li1 three"])
        #expect(mixed.blocks.map(\.line) == [1, 1, 2])
    }

    @Test func `takes rarer line ends inside a line for text`() throws {
        let text = "{\"a\": \"x\u{2028}y\", \"b\": 1}\r\n{\"a\": \"z\u{85}w\", \"b\": 2}\n"
        let document = try TestFile(text, name: "a.jsonl").extract()
        #expect(document.format == .jsonl && document.outline == ["table+ a|b / x y|1 / z w|2"])
    }

    @Test func `decodes escapes and lone surrogates`() throws {
        #expect(
            try TestFile(#"["\u00e9\ud83d\ude00\ud800 \/ \"q\""]"#).extract().outline == [
                "li1 é😀\u{FFFD} / \"q\""
            ])
    }

    @Test(arguments: [
        ("{\"a\": 1,}", "line 1"), ("{\"a\":\n tru}", "line 2"), ("{\"a\": [1, 2", "line 1"),
        ("{\"a\": 01x}", "line 1"),
    ])
    func `names the line that is wrong`(text: String, place: String) throws {
        let error = try TestFile(text, name: "a.json").refusal()
        #expect(error?.reason == .corrupt && error?.message.contains(place) == true)
    }

    @Test func `names the line of a bad record`() throws {
        let error = try TestFile("{\"a\": 1}\n{\"a\": 2}\n{\"a\": }\n", name: "a.jsonl").refusal()
        #expect(error?.message.contains("line 3") == true)
    }

    @Test func `refuses values nested too deep`() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(try TestFile(text, name: "a.json").refusal()?.reason == .nestedTooDeep)
    }
}
