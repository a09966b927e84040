internal import Core
internal import Foundation
internal import Store

/// Writes a document's structure as JSON, piece by piece; the bytes are those that the encoder makes of it at once.
struct DocumentWriter {
    /// Bytes that are held before they are written.
    private static let pieceBytes = 1 << 20
    /// Rows of a table that are encoded at once.
    private static let rowCount = 1000
    private let encoder = JSONCoding.encoder
    private let blob: BlobWriter

    /// Writes to a blob.
    init(_ blob: BlobWriter) { self.blob = blob }

    /// Writes the document and finishes the blob.
    func write(_ document: ExtractedDocument) throws -> BlobReference {
        var frame = document
        frame.blocks = []
        let (opening, closing) = try halves(of: frame, around: "blocks")
        var piece = opening
        for (index, block) in document.blocks.enumerated() {
            if index > 0 { piece.append(UInt8(ascii: ",")) }
            try append(block, to: &piece)
        }
        try blob.append(piece + closing)
        return try blob.finish()
    }

    private func append(_ block: DocumentBlock, to piece: inout [UInt8]) throws {
        guard block.rows.count > Self.rowCount else {
            piece += try encoder.encode(block)
            return try flush(&piece)
        }
        var frame = block
        frame.rows = []
        let (opening, closing) = try halves(of: frame, around: "rows")
        piece += opening
        for start in stride(from: 0, to: block.rows.count, by: Self.rowCount) {
            if start > 0 { piece.append(UInt8(ascii: ",")) }
            let rows = Array(block.rows[start..<min(start + Self.rowCount, block.rows.count)])
            piece += try encoder.encode(rows).dropFirst().dropLast()
            try flush(&piece)
        }
        piece += closing
    }

    /// The JSON of a value before and behind the elements of a list that is empty in it.
    private func halves(of value: some Encodable, around key: String) throws -> (
        opening: [UInt8], closing: [UInt8]
    ) {
        let json = String(decoding: try encoder.encode(value), as: UTF8.self)
        // Inside of a string the quotes would be escaped, so the list is the one place.
        guard let list = json.firstRange(of: "\"\(key)\":[]") else {
            preconditionFailure("the list \(key) is encoded without its key")
        }
        let place = json.index(before: list.upperBound)
        return (Array(json[..<place].utf8), Array(json[place...].utf8))
    }

    private func flush(_ piece: inout [UInt8]) throws {
        guard piece.count >= Self.pieceBytes else { return }
        try blob.append(piece)
        piece.removeAll(keepingCapacity: true)
    }
}
