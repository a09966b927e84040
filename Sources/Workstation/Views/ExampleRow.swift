package import Core

/// One row of a dataset version, with where it comes from.
package struct ExampleRow: Codable, Sendable, Hashable {
    /// The place a row was made from.
    package struct Source: Codable, Sendable, Hashable {
        /// Identifier of the document.
        package var documentId: String
        /// Name of the document.
        package var documentName: String
        /// Index of the first block.
        package var firstBlock: Int
        /// Index of the last block, inclusive.
        package var lastBlock: Int
        /// Page of the first block, in formats that have pages.
        package var page: Int?
        /// The beginning of the text of these blocks.
        package var excerpt: String
    }

    /// Identifier of the row: the digest of its content.
    package var id: String
    /// Position in the version, from 0.
    package var position: Int
    /// Which part it belongs to.
    package var split: DatasetSplit
    /// How it came to be.
    package var kind: Example.Kind
    /// The turns of a chat; empty for a text row.
    package var messages: [Message]
    /// The text of a text row.
    package var text: String?
    /// Where it comes from, when a document was its source.
    package var source: Source?
    /// Whether the user changed it.
    package var edited: Bool
    /// What the user thinks of it: 1 for good, -1 for bad; nil when nobody rated it.
    package var rating: Int?
    /// Words of the source that show the answer.
    package var evidence: [String]?
}
