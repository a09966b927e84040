package import Foundation

/// A collection with what became of its documents; used, duplicate and skipped are all that are there.
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
    /// Documents that their folder does not hold any more: rows that were made from them stay, new datasets leave them out.
    package var vanished: Int
    /// Characters in the used documents.
    package var characters: Int

    /// Makes a value.
    package init(
        name: String, createdAt: Date = .now, used: Int = 0, duplicate: Int = 0, skipped: Int = 0,
        vanished: Int = 0, characters: Int = 0
    ) {
        self.name = name
        self.createdAt = createdAt
        self.used = used
        self.duplicate = duplicate
        self.skipped = skipped
        self.vanished = vanished
        self.characters = characters
    }

    /// Number of all documents that are there.
    package var documents: Int { used + duplicate + skipped }
}
