import Core

/// Cuts a document's blocks into pieces that each fit into a short line, and puts them together again.
///
/// A line as long as the document would be held several times over on both sides, as text and as what is made of it.
enum BlockPieces {
    /// A piece: whole blocks, or further rows of the last block that was sent.
    enum Piece {
        case blocks([DocumentBlock])
        case rows([[String]])
    }

    /// Bytes of text after which a piece ends.
    private static let bytes = 256 << 10
    /// What a block or row costs besides its text, about.
    private static let overhead = 64

    /// Hands the pieces to `send`, in order.
    static func forEach(
        _ blocks: [DocumentBlock], _ send: (Piece) throws(IngestError) -> Void
    ) throws(IngestError) {
        var batch: [DocumentBlock] = []
        var size = 0
        for block in blocks {
            let rows = fitting(block.rows, from: 0)
            if rows.count < block.rows.count {
                var first = block
                first.rows = Array(block.rows[rows])
                try send(.blocks(batch + [first]))
                (batch, size) = ([], 0)
                var next = rows.upperBound
                while next < block.rows.count {
                    let more = fitting(block.rows, from: next)
                    try send(.rows(Array(block.rows[more])))
                    next = more.upperBound
                }
                continue
            }
            batch.append(block)
            size += block.text.utf8.count + overhead + block.rows.reduce(0) { $0 + cost($1) }
            if size >= bytes {
                try send(.blocks(batch))
                (batch, size) = ([], 0)
            }
        }
        if !batch.isEmpty { try send(.blocks(batch)) }
    }

    /// As many rows as fit into a piece, at least one of those that are left.
    private static func fitting(_ rows: [[String]], from start: Int) -> Range<Int> {
        var end = start
        var size = 0
        while end < rows.count, size < bytes {
            size += cost(rows[end])
            end += 1
        }
        return start..<end
    }

    private static func cost(_ row: [String]) -> Int { row.reduce(overhead) { $0 + $1.utf8.count + 8 } }

    /// The blocks as they arrive.
    struct Assembly: Sendable {
        private var blocks: [DocumentBlock] = []
        private var byteCount = 0
        private let mostBytes: Int

        /// Starts without blocks.
        ///
        /// - Parameter limits: What a document may hold; a worker that sends more is not believed any more.
        init(limits: ExtractionLimits) {
            mostBytes = limits.documentBytes + limits.blocks * overhead + limits.cells * (overhead + 8)
        }

        /// Adds a piece.
        ///
        /// - Throws: ``IngestError`` `worker_failed` for more than a document may hold, or rows without a table.
        mutating func add(_ piece: Piece) throws(IngestError) {
            switch piece {
            case .blocks(let more):
                byteCount += more.reduce(0) { sum, block in
                    sum + block.text.utf8.count + block.rows.reduce(overhead) { $0 + cost($1) }
                }
                blocks += more
            case .rows(let rows):
                guard !blocks.isEmpty else { throw IngestError(.workerFailed, message: "") }
                byteCount += rows.reduce(0) { $0 + cost($1) }
                blocks[blocks.count - 1].rows += rows
            }
            guard byteCount <= mostBytes else { throw IngestError(.workerFailed, message: "") }
        }

        /// The document with the blocks that arrived before it.
        func complete(_ document: ExtractedDocument) -> ExtractedDocument {
            var document = document
            document.blocks = blocks + document.blocks
            return document
        }
    }
}
