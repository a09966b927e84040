/// One row of a dataset: a chat whose assistant turns are learned, or text that is learned whole.
package struct Example: Codable, Sendable, Hashable {
    /// How the row came to be.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Running text of a document, learned token by token.
        case passage
        /// A question about a document with its answer.
        case question
        /// A short instruction answered by a passage of a document.
        case instruction
        /// A conversation between people, one of whom is learned.
        case conversation
        /// A row taken from a file that the user brought.
        case imported
    }

    /// What a person thought of an answer.
    package enum Rating: String, Codable, Sendable, CaseIterable {
        /// A good answer.
        case up
        /// A bad answer, which is not learned as it is.
        case down
    }

    /// How the row came to be.
    package var kind: Kind
    /// The turns of a chat; empty for a text row.
    package var messages: [Message]
    /// The text of a text row; nil for a chat.
    package var text: String?
    /// Where the row comes from, when it was made from a document.
    package var source: SourceSpan?
    /// Rows that state the same fact in other words share this; the split keeps them together.
    package var factId: String?
    /// The words of the source that show the answer, as they stand there; nil when none were looked for.
    package var evidence: String?
    /// Another answer to the same question that is worse than the last message; nil for rows without a pair.
    package var rejected: String?
    /// What a person thought of the answer; nil when nobody was asked.
    package var rating: Rating?

    /// Makes a chat row.
    package init(
        kind: Kind, messages: [Message], source: SourceSpan? = nil, factId: String? = nil,
        evidence: String? = nil
    ) {
        self.kind = kind
        self.messages = messages
        self.text = nil
        self.source = source
        self.factId = factId
        self.evidence = evidence
        self.rejected = nil
        self.rating = nil
    }

    /// Makes a text row, learned whole.
    package init(kind: Kind, text: String, source: SourceSpan? = nil) {
        self.kind = kind
        self.messages = []
        self.text = text
        self.source = source
        self.factId = nil
        self.evidence = nil
        self.rejected = nil
        self.rating = nil
    }

    /// The question or instruction: the last user turn; nil for a text row.
    package var prompt: String? { messages.last { $0.role == .user }?.content }
    /// The answer: the last assistant turn; nil for a text row.
    package var completion: String? { messages.last { $0.role == .assistant }?.content }
}
