import Core
import Testing

@testable import Ingest

@Suite struct BlockPiecesTests {
    private func pieces(_ blocks: [DocumentBlock]) throws -> [BlockPieces.Piece] {
        var pieces: [BlockPieces.Piece] = []
        try BlockPieces.forEach(blocks) { piece throws(IngestError) in pieces.append(piece) }
        return pieces
    }

    @Test func `a document arrives as it was, whatever its blocks hold`() throws {
        let wide = [String](repeating: String(repeating: "k", count: 1000), count: 10)
        let blocks =
            [DocumentBlock(kind: .heading, text: "Kiln", level: 1)]
            + (0..<3000).map { DocumentBlock(kind: .paragraph, text: String(repeating: "\($0) ", count: 50)) }
            + [DocumentBlock(kind: .table, rows: Array(repeating: wide, count: 200), hasHeader: true)]
            + [DocumentBlock(kind: .paragraph, text: "The end.")]
        let pieces = try pieces(blocks)
        #expect(pieces.count > 5)
        var assembly = BlockPieces.Assembly(limits: ExtractionLimits())
        for piece in pieces { try assembly.add(piece) }
        let document = assembly.complete(ExtractedDocument(title: "Kiln", format: .text, blocks: []))
        #expect(document.title == "Kiln" && document.blocks == blocks)
        #expect(try self.pieces([]).isEmpty)
    }

    @Test func `believes no worker that sends more than a document holds`() throws {
        var limits = ExtractionLimits()
        (limits.documentBytes, limits.blocks, limits.cells) = (1000, 1, 1)
        var assembly = BlockPieces.Assembly(limits: limits)
        let block = DocumentBlock(kind: .paragraph, text: String(repeating: "k", count: 900))
        try assembly.add(.blocks([block]))
        #expect(throws: IngestError.self) { try assembly.add(.blocks([block])) }
        var empty = BlockPieces.Assembly(limits: limits)
        #expect(throws: IngestError.self) { try empty.add(.rows([["a"]])) }
    }
}
