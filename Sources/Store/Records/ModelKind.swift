/// What a model does with a text.
package enum ModelKind: String, Codable, Sendable, CaseIterable {
    /// It goes on with it: chats, completions, training.
    case decoder
    /// It makes one vector of it.
    case encoder
}
