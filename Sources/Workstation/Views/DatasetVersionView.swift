package import Foundation

/// One immutable version of a dataset.
package struct DatasetVersionView: Codable, Sendable, Hashable {
    /// A named count of what the version was made from.
    package struct Count: Codable, Sendable, Hashable {
        /// What is counted.
        package var name: String
        /// How many.
        package var count: Int
        /// The name by its code, for fronts that speak another language.
        package var phrase: Phrase?

        init(name: String, count: Int) {
            self.name = name
            self.count = count
            phrase = PhraseBook.phrase(name)
        }
    }

    /// Rows or files that were left out for one reason.
    package struct Drop: Codable, Sendable, Hashable {
        /// Why they were left out.
        package var reason: String
        /// How many.
        package var count: Int
        /// The reason by its code.
        package var phrase: Phrase?

        init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
            phrase = PhraseBook.phrase(reason)
        }
    }

    /// Name of the dataset.
    package var dataset: String
    /// Number of the version, from 1.
    package var version: Int
    /// SHA-256 over the rows in order.
    package var digest: String
    /// The version it was edited from.
    package var parent: Int?
    /// How it came to be, in one sentence.
    package var note: String
    /// The sentence by its code.
    package var notePhrase: Phrase?
    /// Counts on the way from documents to rows.
    package var counts: [Count]
    /// What was left out, by reason.
    package var drops: [Drop]
    /// Rows that are learned from.
    package var trainCount: Int
    /// Rows of held-out documents, never learned from.
    package var heldOutCount: Int
    /// Questions about learned documents in a wording that is never learned.
    package var recallCount: Int
    /// When it was made.
    package var createdAt: Date
}
