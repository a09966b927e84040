import Core

/// What a run of blocks has in common: the slide they stand on, the person who says them.
struct BlockContext {
    /// Page or slide, from 1.
    var page: Int?
    /// Bytes of the file.
    var bytes: Range<Int>?
    /// Who says it.
    var speaker: String?
    /// Whether quotes are said by ``speaker`` too; in mails they are somebody else's words.
    var ownsQuotes = true
    /// When it was said, in ISO 8601.
    var date: String?
    /// What it is for, when it is no part of the running text.
    var role: DocumentBlock.Role?
}
