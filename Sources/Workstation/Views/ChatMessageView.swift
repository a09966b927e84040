package import Core
package import Foundation

/// One stored message of a conversation.
package struct ChatMessageView: Codable, Sendable, Hashable {
    /// Identifier of the message.
    package var id: String
    /// Who speaks.
    package var role: Role
    /// What is said.
    package var content: String
    /// The model name that made it, adapters included.
    package var model: String?
    /// Tokens made.
    package var tokens: Int?
    /// Seconds it took.
    package var seconds: Double?
    /// Why it ended.
    package var finishReason: FinishReason?
    /// When it was said.
    package var createdAt: Date
}
