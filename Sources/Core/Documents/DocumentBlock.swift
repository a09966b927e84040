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

    /// What a block is for when it is no part of the running text.
    package enum Role: String, Codable, Sendable, CaseIterable {
        /// The lines with which a sender signs.
        case signature
        /// The line that says whose words are quoted below it.
        case attribution
        /// A remark of the program that wrote the file, such as “Ann joined the group”.
        case system
        /// A note to the text: a speaker's notes to a slide, a comment.
        case note
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
    /// Name of the sheet that a table stands on, in spreadsheets.
    package var sheet: String?
    /// Cells that a table takes up, such as `B2:D14`, in spreadsheets.
    package var cells: String?
    /// Bytes of the file that the block was read from, in formats where that is one run.
    package var bytes: Range<Int>?
    /// Who says or wrote it, in mails, chats and subtitles.
    package var speaker: String?
    /// When it was said, in ISO 8601, in mails, chats and subtitles.
    package var date: String?
    /// What the block is for when it is no part of the running text.
    package var role: Role?

    /// Makes a block.
    package init(
        kind: Kind, text: String = "", level: Int = 0, rows: [[String]] = [], hasHeader: Bool = false,
        page: Int? = nil, line: Int? = nil, sheet: String? = nil, cells: String? = nil,
        bytes: Range<Int>? = nil, speaker: String? = nil, date: String? = nil, role: Role? = nil
    ) {
        self.kind = kind
        self.text = text
        self.level = level
        self.rows = rows
        self.hasHeader = hasHeader
        self.page = page
        self.line = line
        self.sheet = sheet
        self.cells = cells
        self.bytes = bytes
        self.speaker = speaker
        self.date = date
        self.role = role
    }
}
