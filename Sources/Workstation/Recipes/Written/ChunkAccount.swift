package import Core

/// What a model's questions about one chunk became, with the place of the chunk.
package struct ChunkAccount: Codable, Sendable, Hashable {
    /// The place.
    package var source: SourceSpan
    /// The headings that the chunk stands under.
    package var title: String
    /// Rows that were made of it.
    package var rows: Int
    /// What was left out, by reason.
    package var drops: [RecipeDrop]

    /// Makes an account.
    package init(source: SourceSpan, title: String, rows: Int, drops: [RecipeDrop]) {
        self.source = source
        self.title = title
        self.rows = rows
        self.drops = drops
    }
}
