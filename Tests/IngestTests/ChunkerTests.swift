import Core
import Testing

@testable import Ingest

@Suite struct ChunkerTests {
    private func document(_ blocks: [DocumentBlock]) -> ExtractedDocument {
        ExtractedDocument(format: .text, blocks: blocks)
    }

    private func heading(_ text: String, _ level: Int) -> DocumentBlock {
        DocumentBlock(kind: .heading, text: text, level: level)
    }

    private func paragraph(_ text: String, page: Int? = nil) -> DocumentBlock {
        DocumentBlock(kind: .paragraph, text: text, page: page)
    }

    @Test func `keeps the path of headings and never crosses one`() {
        let chunks = Chunker().chunks(
            of: document([
                heading("Kiln", 1), paragraph("Hot.", page: 3), heading("Days", 2), paragraph("Thursday."),
                DocumentBlock(kind: .listItem, text: "noon", level: 1), heading("Glaze", 1),
                paragraph("Blue."), heading("Empty", 2),
            ]))
        #expect(chunks.map(\.headings) == [["Kiln"], ["Kiln", "Days"], ["Glaze"], ["Glaze"]])
        #expect(chunks.map(\.text) == ["Hot.", "Thursday.\n- noon", "Blue.", "Empty"])
        #expect(chunks.map(\.firstBlock) == [0, 2, 5, 7] && chunks.map(\.lastBlock) == [1, 4, 6, 7])
        #expect(chunks[0].page == 3)
    }

    @Test func `splits tables between rows and repeats the header`() {
        let rows = [["day", "work"]] + (1...40).map { ["day \($0)", "work of day number \($0)"] }
        let table = DocumentBlock(kind: .table, rows: rows, hasHeader: true)
        let chunks = Chunker(targetCharacters: 200).chunks(of: document([table]))
        #expect(chunks.count > 3)
        let lines = chunks.flatMap { $0.text.split(separator: "\n") }
        #expect(chunks.allSatisfy { $0.text.hasPrefix("day | work\n") && $0.text.count <= 300 })
        #expect(
            lines.filter { $0 != "day | work" }
                == rows.dropFirst().map { Substring($0.joined(separator: " | ")) })
    }

    @Test(arguments: [64, 100, 333, 1200])
    func `loses no word and keeps its size`(target: Int) {
        let sentence = "The kiln is fired on Thursdays, whatever the weather is. 가마는 목요일에 불을 땐다. "
        let words = (0..<50).map { "\($0) " + sentence }
        let blocks = [
            heading("H", 1), paragraph(words.joined()), paragraph(String(repeating: "x", count: 5000)),
        ]
        let chunker = Chunker(targetCharacters: target)
        let chunks = chunker.chunks(of: document(blocks))
        #expect(chunks.allSatisfy { $0.text.count <= chunker.mostCharacters && !$0.text.isEmpty })
        let joined = chunks.map(\.text).joined(separator: " ").filter { !$0.isWhitespace }
        #expect(joined == blocks.dropFirst().map(\.text).joined().filter { !$0.isWhitespace })
    }

    @Test func `splits code between lines`() {
        let code = (1...50).map { "let value\($0) = \($0)" }.joined(separator: "\n")
        let chunks = Chunker(targetCharacters: 100).chunks(
            of: document([DocumentBlock(kind: .code, text: code)]))
        #expect(chunks.map(\.text).joined(separator: "\n") == code)
    }

    @Test func `makes nothing of nothing`() {
        #expect(Chunker().chunks(of: document([])).isEmpty)
    }
}
