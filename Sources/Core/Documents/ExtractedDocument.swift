/// What an extractor makes of one file: a title and the structure, in reading order.
package struct ExtractedDocument: Codable, Sendable, Hashable {
    /// The document's own title, when it states one.
    package var title: String?
    /// The format that was recognised.
    package var format: DocumentFormat
    /// The blocks in reading order.
    package var blocks: [DocumentBlock]
    /// What was left out or repaired, one sentence each; never a reason to refuse the document.
    package var notes: [String]

    /// Makes a document.
    package init(
        title: String? = nil, format: DocumentFormat, blocks: [DocumentBlock], notes: [String] = []
    ) {
        self.title = title
        self.format = format
        self.blocks = blocks
        self.notes = notes
    }

    /// Number of characters in all blocks and cells.
    package var characterCount: Int {
        blocks.reduce(0) { sum, block in
            sum + block.text.count + block.rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        }
    }
}
