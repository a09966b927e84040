package import Foundation

/// A named set of documents.
package struct CollectionRecord: Codable, Sendable, Hashable {
    /// The name, unique, following `NameRule`.
    package var name: String
    /// When the collection was made.
    package var createdAt: Date

    /// Makes a record.
    package init(
        name: String, createdAt: Date = .now
    ) {
        self.name = name
        self.createdAt = createdAt
    }
}

extension CollectionRecord: StoredRecord {
    static var tableName: String { "collection" }
}
