package import Core
package import Foundation

/// One turn of a conversation.
package struct MessageRecord: Codable, Sendable, Hashable {
    /// Identifier.
    package var id: String
    /// The conversation it is in.
    package var conversationId: String
    /// Its place, from 0; the store assigns it.
    package var position: Int
    /// Who speaks.
    package var role: Role
    /// What is said.
    package var content: String
    /// The model that answered.
    package var model: String?
    /// Tokens of the answer.
    package var tokens: Int?
    /// Wall time of the answer.
    package var seconds: Double?
    /// Why the answer ended.
    package var finishReason: FinishReason?
    /// When it was said.
    package var createdAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("message"), conversationId: String, position: Int = 0, role: Role,
        content: String, model: String? = nil, tokens: Int? = nil, seconds: Double? = nil,
        finishReason: FinishReason? = nil, createdAt: Date = .now
    ) {
        self.id = id
        self.conversationId = conversationId
        self.position = position
        self.role = role
        self.content = content
        self.model = model
        self.tokens = tokens
        self.seconds = seconds
        self.finishReason = finishReason
        self.createdAt = createdAt
    }
}

extension MessageRecord: StoredRecord {
    static var tableName: String { "message" }
}
