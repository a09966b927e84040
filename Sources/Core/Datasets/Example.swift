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
        /// A row taken from a file that the user brought.
        case imported
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
    }

    /// Makes a text row, learned whole.
    package init(kind: Kind, text: String, source: SourceSpan? = nil) {
        self.kind = kind
        self.messages = []
        self.text = text
        self.source = source
        self.factId = nil
        self.evidence = nil
    }

    /// The question or instruction: the last user turn; nil for a text row.
    package var prompt: String? { messages.last { $0.role == .user }?.content }
    /// The answer: the last assistant turn; nil for a text row.
    package var completion: String? { messages.last { $0.role == .assistant }?.content }
}
