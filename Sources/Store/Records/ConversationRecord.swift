package import Foundation

/// A conversation with a model.
package struct ConversationRecord: Codable, Sendable, Hashable {
    /// Identifier.
    package var id: String
    /// What it is called in lists.
    package var title: String
    /// The model name with its adapters, as the user chose it.
    package var model: String
    /// When it began.
    package var createdAt: Date
    /// When it last changed.
    package var updatedAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("conversation"), title: String, model: String, createdAt: Date = .now,
        updatedAt: Date = .now
    ) {
        self.id = id
        self.title = title
        self.model = model
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ConversationRecord: StoredRecord {
    static var tableName: String { "conversation" }
}
