/// What one speaker says without interruption.
struct ConversationTurn: Hashable {
    /// Who speaks.
    var speaker: String
    /// What is said, without quoted earlier messages.
    var text: String
    /// The blocks that it was read from.
    var blocks: ClosedRange<Int>
}
