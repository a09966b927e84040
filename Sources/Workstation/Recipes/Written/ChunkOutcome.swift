package import Core

/// What became of one chunk: rows, or the reasons why there are none.
package struct ChunkOutcome: Codable, Sendable, Hashable {
    /// The digest of the chunk, the prompt and the writer.
    package var digest: String
    /// The rows.
    package var rows: [Example]
    /// What was left out.
    package var drops: [RecipeDrop]

    /// Makes an outcome.
    package init(digest: String, rows: [Example], drops: [RecipeDrop]) {
        self.digest = digest
        self.rows = rows
        self.drops = drops
    }
}
