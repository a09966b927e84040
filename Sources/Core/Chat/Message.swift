/// One turn of a conversation.
package struct Message: Codable, Sendable, Hashable {
    /// Who speaks.
    package var role: Role
    /// What is said, as plain text; it is never interpreted as control tokens.
    package var content: String

    /// Makes a message.
    package init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}
