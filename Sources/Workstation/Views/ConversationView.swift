package import Foundation

/// A conversation, without its messages.
package struct ConversationView: Codable, Sendable, Hashable {
    /// Identifier of the conversation.
    package var id: String
    /// What it is about.
    package var title: String
    /// The model name it uses, adapters included.
    package var model: String
    /// When it began.
    package var createdAt: Date
    /// When something was last said.
    package var updatedAt: Date
}
