/// What an extractor makes of one file: a title and the structure, in reading order.
package struct ExtractedDocument: Codable, Sendable, Hashable {
    /// The document's own title, when it states one.
    package var title: String?
    /// Who wrote it, when it says so.
    package var author: String?
    /// When it was written, as it says itself, in ISO 8601 (`2024-05-03` or `2024-05-03T09:30:00Z`).
    package var date: String?
    /// The language of most of its text as a BCP 47 tag (`en`, `zh-Hant`), when that is certain.
    package var language: String?
    /// The format that was recognised.
    package var format: DocumentFormat
    /// The blocks in reading order.
    package var blocks: [DocumentBlock]
    /// What was left out or repaired, one sentence each; never a reason to refuse the document.
    package var notes: [String]

    /// Makes a document.
    package init(
        title: String? = nil, author: String? = nil, date: String? = nil, language: String? = nil,
        format: DocumentFormat, blocks: [DocumentBlock], notes: [String] = []
    ) {
        self.title = title
        self.author = author
        self.date = date
        self.language = language
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
