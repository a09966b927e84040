/// One structural part of a document: what every extractor produces and every recipe reads.
package struct DocumentBlock: Codable, Sendable, Hashable {
    /// The kinds of structure that are kept.
    package enum Kind: String, Codable, Sendable {
        /// A heading; ``DocumentBlock/level`` is 1 for the outermost.
        case heading
        /// Running text.
        case paragraph
        /// One item of a list; ``DocumentBlock/level`` is 1 for the outermost list.
        case listItem
        /// A table; ``DocumentBlock/rows`` holds its cells, the header first when there is one.
        case table
        /// Preformatted text or program code.
        case code
        /// A quotation.
        case quote
    }

    /// What the block is.
    package var kind: Kind
    /// The text, with inner line breaks only in ``Kind/code`` and ``Kind/quote``; empty for a table.
    package var text: String
    /// Depth of a heading or list item, from 1; 0 for other kinds.
    package var level: Int
    /// Cells of a table, row by row, rows of equal length; empty for other kinds.
    package var rows: [[String]]
    /// Whether the first of ``rows`` is a header.
    package var hasHeader: Bool
    /// Page the block starts on, from 1, in formats that have pages.
    package var page: Int?
    /// Line of the source the block starts on, from 1, in formats that have lines.
    package var line: Int?
    /// Who says it, in mail threads and chats.
    package var speaker: String?

    /// Makes a block.
    package init(
        kind: Kind, text: String = "", level: Int = 0, rows: [[String]] = [], hasHeader: Bool = false,
        page: Int? = nil, line: Int? = nil, speaker: String? = nil
    ) {
        self.kind = kind
        self.text = text
        self.level = level
        self.rows = rows
        self.hasHeader = hasHeader
        self.page = page
        self.line = line
        self.speaker = speaker
    }
}
