package import Core

/// One row of a dataset version, with where it comes from.
package struct ExampleRow: Codable, Sendable, Hashable {
    /// The place a row was made from.
    package struct Source: Codable, Sendable, Hashable {
        /// What became of the document since the row was made.
        package enum State: String, Codable, Sendable, CaseIterable {
            /// It is as it was.
            case current
            /// It holds something else now; the rest of the source tells of what it was.
            case changed
            /// Its folder was read again without it.
            case vanished
            /// It was removed, or was read before its history was kept.
            case removed
        }

        /// Identifier of the document.
        package var documentId: String
        /// Path of the document when the row was made; empty when that is not known any more.
        package var documentName: String
        /// The document's own title when the row was made.
        package var documentTitle: String?
        /// The revision of the document that the row was made from.
        package var revision: Int?
        /// What became of the document since.
        package var state: State
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
