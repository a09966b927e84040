/// Who speaks in a conversation.
package enum Role: String, Codable, Sendable, CaseIterable {
    /// Standing instructions to the model.
    case system
    /// The person.
    case user
    /// The model.
    case assistant
}
