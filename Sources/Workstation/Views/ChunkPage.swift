/// A slice of the chunks that a model was asked about, with what became of each.
package struct ChunkPage: Codable, Sendable, Hashable {
    /// One chunk.
    package struct Chunk: Codable, Sendable, Hashable {
        /// Where it stands.
        package var source: ExampleRow.Source
        /// The headings that it stands under.
        package var title: String
        /// Rows that were made of it.
        package var rows: Int
        /// What was left out, by reason.
        package var drops: [DatasetVersionView.Drop]
    }

    /// The version.
    package var version: Int
    /// How many chunks there are in all that fit.
    package var total: Int
    /// The chunks of the slice.
    package var chunks: [Chunk]
}
