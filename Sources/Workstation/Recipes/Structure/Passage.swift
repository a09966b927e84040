import Core

/// A run of blocks of one section, as text.
struct Passage: Sendable, Hashable {
    /// The section's title and headings in one line.
    var breadcrumb: String
    /// The section's own heading.
    var topic: String
    /// The text; blocks are set apart by an empty line.
    var text: String
    /// The blocks.
    var source: SourceSpan
}
