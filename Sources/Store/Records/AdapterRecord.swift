package import Foundation

/// A name with adapter versions, one of them promoted.
package struct AdapterRecord: Codable, Sendable, Hashable {
    /// The name, unique, following `NameRule`.
    package var name: String
    /// The base model all its versions fit.
    package var modelName: String
    /// The version that is meant when none is named.
    package var promotedVersion: Int?
    /// When the first version was made.
    package var createdAt: Date

    /// Makes a record.
    package init(
        name: String, modelName: String, promotedVersion: Int? = nil, createdAt: Date = .now
    ) {
        self.name = name
        self.modelName = modelName
        self.promotedVersion = promotedVersion
        self.createdAt = createdAt
    }
}

extension AdapterRecord: StoredRecord {
    static var tableName: String { "adapter" }
}
