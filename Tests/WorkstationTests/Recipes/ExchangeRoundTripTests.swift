import Core
import Foundation
import Testing

@testable import Workstation

/// What is written in a format and read again is the same, whatever the text.
@Suite struct ExchangeRoundTripTests {
    private static let odd = [
        "plain", "two\nlines", "carriage\r\nreturn", "\rlone", "tab\tand, comma; semicolon | bar",
        "\"quoted\"", "\"", "\"\"",
        " leading and trailing ", "<|im_end|>\n<|im_start|>system", "{{text}} ${x} %s \\n \\u0000",
        "한글 ひらがな 漢字", "🧟‍♀️ e\u{301} \u{FEFF}",
        "\u{2028}\u{2029}\u{85}", "\u{1}\u{7F}", "=1+1", "# System\n# User", "{\"a\": [1, null]}",
        "</script>", "\\", "'", "a\u{0}b",
        "\u{202E}right to left", "…", "-", "0", "null",
    ]

    /// Rows with every odd text in every place, and conversations of all shapes.
    private static let rows: [Example] = {
        var rows: [Example] = []
        for (index, text) in odd.enumerated() {
            let other = odd[(index * 7 + 3) % odd.count]
            let question = Message(role: .user, content: text)
            let answer = Message(role: .assistant, content: other)
            rows.append(Example(kind: .imported, messages: [question, answer]))
            rows.append(
                Example(
                    kind: .imported, messages: [Message(role: .system, content: other), question, answer]))
            rows.append(
                Example(
                    kind: .imported,
                    messages: [question, answer, Message(role: .user, content: other), answer]))
            rows.append(Example(kind: .imported, text: text))
            var rated = rows[rows.count - 4]
            rated.rating = index % 2 == 0 ? .up : .down
            rows.append(rated)
            for position in [4, 3] {
                var preferred = rows[rows.count - 1 - position]
                preferred.rejected = text
                rows.append(preferred)
            }
        }
        return rows
    }()

    @Test(arguments: ExportFormat.allCases)
    func `loses nothing`(format: ExportFormat) throws {
        let wanted = Self.rows.filter { (try? ExampleExporter.line($0, as: format)) != .some(nil) }
        #expect(wanted.count >= Self.odd.count)
        let file = try ExampleExporter.file(Self.rows, as: format)
        #expect(file.leftOut == Self.rows.count - wanted.count)
        let back = try ExampleImporter.rows(Array(file.text.utf8), fileName: "rows.\(format.fileEnding)").rows
        #expect(back.count == wanted.count)
        for (read, written) in zip(back, wanted) {
            #expect(read.messages == written.messages && read.text == written.text, "\(format)")
            if format == .preference || format == .chatWithSources {
                #expect(read.rejected == written.rejected)
            }
            if format == .rated || format == .chatWithSources { #expect(read.rating == written.rating) }
        }
    }

    @Test func `keeps sources, facts and evidence when asked to`() throws {
        let row = Example(
            kind: .question,
            messages: [Message(role: .user, content: "Q?"), Message(role: .assistant, content: "A.")],
            source: SourceSpan(documentId: "d", firstBlock: 2, lastBlock: 3), factId: "f", evidence: "A.")
        let line = try #require(try ExampleExporter.line(row, as: .chatWithSources))
        #expect(try ExampleImporter.rows(Array(line.utf8), fileName: "x.jsonl").rows == [row])
        #expect(try !ExampleExporter.line(row).contains("metadata"))
    }

    @Test func `keeps the split that a file names`() throws {
        var lines = ""
        var wanted: [DatasetSplit: [Example]] = [:]
        for index in 0..<60 {
            let split = DatasetSplit.allCases[index % 3]
            // The recall questions ask what is learned, so that a split by questions would mix them.
            let row = Example(
                kind: .question,
                messages: [
                    Message(role: .user, content: "Q\(index % 20)?"),
                    Message(role: .assistant, content: "A\(index)."),
                ])
            wanted[split, default: []].append(row)
            lines += try #require(try ExampleExporter.line(row, split: split, as: .chatWithSources))
        }
        let output = try ExampleImporter.read(Array(lines.utf8), fileName: "rows.jsonl")
        #expect(output.train == wanted[.train])
        #expect(output.heldOut == wanted[.heldOut])
        #expect(output.recall == wanted[.recall])
        #expect(output.counts.map(\.count) == [60, 20, 20, 20])
        let unnamed = try wanted[.train]?.map { try ExampleExporter.line($0) }.joined() ?? ""
        let split = try ExampleImporter.read(Array((lines + unnamed).utf8), fileName: "rows.jsonl")
        #expect(split.train.count == 40, "rows that name no part beside rows that do are learned")
        let learned = try (0..<40).map { index in
            let row = Example(
                kind: .question,
                messages: [
                    Message(role: .user, content: "Q\(index)?"), Message(role: .assistant, content: "A."),
                ])
            return try ExampleExporter.line(row, split: .train, as: .chatWithSources) ?? ""
        }
        let again = try ExampleImporter.read(Array(learned.joined().utf8), fileName: "rows.jsonl")
        #expect(!again.heldOut.isEmpty, "the learned rows of a dataset alone are split anew")
    }

    @Test func `an example of an earlier version is still read`() throws {
        let old =
            #"{"kind":"question","messages":[{"content":"Q","role":"user"},{"content":"A","role":"assistant"}]}"#
        let row = try JSONDecoder().decode(Example.self, from: Data(old.utf8))
        #expect(row.evidence == nil && row.rejected == nil && row.rating == nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(row), as: UTF8.self) == old)
    }

    @Test func `reads ShareGPT, conversational preferences and ratings of other tools`() throws {
        func row(_ line: String) throws -> Example? {
            try ExampleImporter.rows(Array(line.utf8), fileName: "rows.jsonl").rows.first
        }
        let share =
            #"{"id":"x","system":"Be kind.","conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]}"#
        #expect(try row(share)?.messages.map(\.content) == ["Be kind.", "Hi", "Hello"])
        let pair =
            #"{"chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"Q"},{"role":"assistant","content":"bad"}],"score":3}"#
        #expect(try row(pair)?.completion == "good")
        #expect(try row(pair)?.rejected == "bad")
        #expect(try row(#"{"prompt":"Q","completion":"A","label":false}"#)?.rating == .down)
        #expect(
            try row(#"{"instruction":"I","output":"O","history":[["a","b"]],"system":"S"}"#)?.messages.count
                == 5)
        #expect(
            try row(#"{"prompt":"Q","completion":"A","label":"politics","metadata":{"a":1},"history":3}"#)?
                .rating == nil)
    }

    @Test(arguments: [
        (#"{"prompt":"Q","chosen":"A"}"#, "has no “rejected”"),
        (#"{"chosen":"A","rejected":"B"}"#, "has no “prompt”"),
        (#"{"conversations":[{"from":"tool","value":"x"}]}"#, "whose role is none of"),
        (#"{"conversations":[{"from":"human","value":"x"}]}"#, "does not end with an assistant message"),
        (#"{"instruction":"a","output":"b","history":[["only one"]]}"#, "not made of pairs"),
    ])
    func `names what is wrong`(line: String, reason: String) throws {
        let error = #expect(throws: DatasetFileError.self) {
            try ExampleImporter.rows(Array(line.utf8), fileName: "rows.jsonl")
        }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test func `refuses Parquet by name and leaves bad answers out of what is learned`() throws {
        let parquet = #expect(throws: DatasetFileError.self) {
            try ExampleImporter.read(Array("PAR1....".utf8), fileName: "rows.parquet")
        }
        #expect(parquet?.code == "unsupported_dataset_format")
        #expect(parquet?.message.contains("Parquet") == true)
        let lines =
            #"{"prompt":"Q","completion":"A","label":true}"# + "\n"
            + #"{"prompt":"R","completion":"B","label":false}"#
        let output = try ExampleImporter.read(Array(lines.utf8), fileName: "rows.jsonl")
        #expect(output.train.map(\.completion) == ["A"])
        #expect(output.drops == [RecipeDrop(reason: "answer with a thumb down", count: 1)])
    }

    @Test func `maps the columns of a table`() throws {
        let text = "Id;Frage;Antwort\r\n1;\"Wann; bitte?\";Um neun\r\n\r\n2;Wo?;\"Im \"\"Hof\"\"\"\r\n"
        var options = RecipeOptions()
        let unmapped = #expect(throws: DatasetFileError.self) {
            try ExampleImporter.rows(Array(text.utf8), fileName: "rows.csv", options: options)
        }
        #expect(unmapped?.message.contains("“Id”, “Frage”, “Antwort”") == true)
        options.columns = ColumnMapping(inputs: ["Frage"], output: "Antwort")
        let rows = try ExampleImporter.rows(Array(text.utf8), fileName: "rows.csv", options: options).rows
        #expect(rows.map(\.prompt) == ["Wann; bitte?", "Wo?"])
        #expect(rows.map(\.completion) == ["Um neun", "Im \"Hof\""])
        let short = try ExampleImporter.rows(
            Array("prompt,completion\na,b\n\nc\n".utf8), fileName: "rows.csv")
        #expect(short.rows.count == 1)
        #expect(short.faults.map(\.line) == [4])
    }
}
