package import Foundation

/// A named list of dataset versions.
package struct DatasetRecord: Codable, Sendable, Hashable {
    /// The name, unique, following `NameRule`.
    package var name: String
    /// The recipe the first version was built with; nil for an imported dataset.
    package var recipe: String?
    /// The collection it was built from, while that exists.
    package var collectionName: String?
    /// When the dataset was made.
    package var createdAt: Date

    /// Makes a record.
    package init(
        name: String, recipe: String? = nil, collectionName: String? = nil, createdAt: Date = .now
    ) {
        self.name = name
        self.recipe = recipe
        self.collectionName = collectionName
        self.createdAt = createdAt
    }
}

extension DatasetRecord: StoredRecord {
    static var tableName: String { "dataset" }
}
