/// What a conversation's answer is made of, in order: message, tokens, done.
package enum ChatEvent: Sendable {
    /// The user's message is stored.
    case message(ChatMessageView)
    /// More text of the answer.
    case token(String)
    /// The answer is stored.
    case done(ChatMessageView)
}
