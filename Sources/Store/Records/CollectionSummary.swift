package import Foundation

/// A collection with what became of its documents; the three counts are all of them.
package struct CollectionSummary: Codable, Sendable, Hashable {
    /// The name.
    package var name: String
    /// When the collection was made.
    package var createdAt: Date
    /// Documents that datasets are made from.
    package var used: Int
    /// Documents whose content is there already.
    package var duplicate: Int
    /// Documents that could not be used, each with a reason.
    package var skipped: Int
    /// Characters in the used documents.
    package var characters: Int

    /// Makes a value.
    package init(
        name: String, createdAt: Date = .now, used: Int = 0, duplicate: Int = 0, skipped: Int = 0,
        characters: Int = 0
    ) {
        self.name = name
        self.createdAt = createdAt
        self.used = used
        self.duplicate = duplicate
        self.skipped = skipped
        self.characters = characters
    }

    /// Number of all documents.
    package var documents: Int { used + duplicate + skipped }
}
