package import Core
package import Ingest

/// A slice of the rows that one filter found.
package struct CurationFindingPage: Codable, Sendable, Hashable {
    /// What a row says.
    package struct Content: Codable, Sendable, Hashable {
        /// The turns of a chat; empty for a text row.
        package var messages: [Message]
        /// The text of a text row.
        package var text: String?

        init(_ example: Example) {
            messages = example.messages
            text = example.text
        }
    }

    /// One row.
    package struct Finding: Codable, Sendable, Hashable {
        /// Its number before all filters.
        package var row: Int
        /// What the filter does with it.
        package var action: CurationAction
        /// Why.
        package var reason: String
        /// The reason by its code.
        package var phrase: Phrase?
        /// What shows it.
        package var evidence: [String]
        /// Rows that it was compared with.
        package var related: [Int]
        /// Whether a person put it back.
        package var isRestored: Bool
        /// The part that it belongs to.
        package var split: DatasetSplit
        /// The row as it came.
        package var example: Content
        /// The row as the filter leaves it, when it changes it.
        package var replacement: Content?
        /// Where it comes from.
        package var source: ExampleRow.Source?
    }

    /// The version.
    package var version: Int
    /// How many rows there are in all.
    package var total: Int
    /// The rows of the slice.
    package var findings: [Finding]
}
