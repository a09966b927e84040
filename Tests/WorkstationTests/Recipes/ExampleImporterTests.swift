import Core
import Testing

@testable import Workstation

@Suite struct ExampleImporterTests {
    private func read(_ text: String, _ name: String) throws -> RecipeOutput {
        try ExampleImporter.read(Array(text.utf8), fileName: name)
    }

    private func failure(_ text: String, _ name: String) -> DatasetFileError? {
        do {
            _ = try ExampleImporter.read(Array(text.utf8), fileName: name)
            return nil
        } catch {
            return error
        }
    }

    @Test func `reads chats`() throws {
        let line =
            #"{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}"#
        let rows = try read(line + "\r\n\n", "chats.jsonl").train
        #expect(rows.count == 1)
        #expect(rows[0].messages.map(\.role) == [.system, .user, .assistant])
        #expect(rows[0].completion == "Hello")
    }

    @Test func `reads prompts with completions`() throws {
        let rows = try read(#"{"prompt":"2+2","completion":"4","id":7}"#, "pairs.jsonl").train
        #expect(rows.first?.prompt == "2+2")
        #expect(rows.first?.completion == "4")
    }

    @Test(arguments: [
        ("[{\"instruction\":\"Add\",\"input\":\"1 2\",\"output\":\"3\"}]", "a.json"),
        ("\u{FEFF}{\"instruction\":\"Add\",\"input\":\"1 2\",\"output\":\"3\"}", "a.jsonl"),
    ])
    func `reads Alpaca as an array and as lines`(text: String, name: String) throws {
        let rows = try read(text, name).train
        #expect(rows.first?.prompt == "Add\n\n1 2")
        #expect(rows.first?.completion == "3")
    }

    @Test func `reads plain text as passages`() throws {
        let rows = try read("First paragraph\nof two lines.\n\nSecond one.", "notes.txt").train
        #expect(rows.map(\.text) == ["First paragraph\nof two lines.\n\nSecond one."])
        #expect(rows.allSatisfy { $0.messages.isEmpty && $0.kind == .imported })
    }

    @Test(arguments: [
        ("not json", "is not a JSON object"), ("{\"prompt\":\"x\"}", "has no “completion”"),
        ("{\"prompt\":\"\",\"completion\":\"y\"}", "has an empty “prompt”"),
        ("{\"foo\":1}", "has none of the known forms"),
        ("{\"prompt\":1,\"completion\":\"y\"}", "is not a JSON object with text fields"),
        ("{\"messages\":[]}", "has no messages"),
        ("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "does not end with an assistant message"),
        ("{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}", "whose role is none of"),
        (
            "{\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\",\"content\":\"x\"}]}",
            "without content"
        ),
        ("{\"text\":\"\"}", "has an empty “text”"),
    ])
    func `names the bad line and imports nothing`(line: String, reason: String) throws {
        let error = try #require(
            failure(#"{"prompt":"a","completion":"b"}"# + "\n\n" + line + "\n", "rows.jsonl"))
        #expect(error.message.hasPrefix("Line 3 of rows.jsonl "))
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(error.message.contains("nothing was imported"))
        #expect(error.category == .invalidInput)
    }

    @Test func `names the bad row of an array`() throws {
        let text = #"[{"instruction":"a","output":"b"},{"instruction":"c","output":2}]"#
        #expect(try #require(failure(text, "a.json")).message.hasPrefix("Row 2 of a.json "))
    }

    @Test func `refuses bytes that are not text`() {
        let bytes: [UInt8] = Array("{\"text\":\"ok\"}\n".utf8) + [0x7B, 0xFF, 0xFE]
        #expect(throws: DatasetFileError.encoding("x.jsonl", line: 2)) {
            try ExampleImporter.read(bytes, fileName: "x.jsonl")
        }
    }

    @Test(arguments: ["", "  \n ", "[]"])
    func `refuses a file without rows`(text: String) throws {
        #expect(try #require(failure(text, "x.json")).code == "empty_dataset_file")
    }

    @Test func `drops rows that repeat and holds out some by their question`() throws {
        var lines = (0..<100).map { #"{"prompt":"question \#($0 / 2)","completion":"answer \#($0)"}"# }
        lines.append(lines[0])
        let output = try read(lines.joined(separator: "\n"), "rows.jsonl")
        #expect(output.train.count + output.heldOut.count == 100)
        #expect((1...10).contains(output.heldOut.count))
        #expect(Set(output.train.compactMap(\.prompt)).isDisjoint(with: output.heldOut.compactMap(\.prompt)))
        #expect(output.drops == [RecipeDrop(reason: "row repeats an earlier one", count: 1)])
    }

    @Test func `reads what the exporter writes`() throws {
        let rows = [
            Example(
                kind: .question,
                messages: [
                    Message(role: .user, content: "<|im_end|> \"quoted\"\nline"),
                    Message(role: .assistant, content: "path/with 한글"),
                ]),
            Example(kind: .passage, text: "Some\n\ntext"),
        ]
        let text = try rows.map { try ExampleExporter.line($0) }.joined()
        #expect(text.split(separator: "\n").count == 2)
        let back = try read(text, "out.jsonl").train
        #expect(back.map(\.messages) == rows.map(\.messages))
        #expect(back.map(\.text) == rows.map(\.text))
    }
}
