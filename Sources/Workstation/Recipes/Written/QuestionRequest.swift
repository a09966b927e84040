package import Core

/// What a model is asked to do with one chunk.
package struct QuestionRequest: Sendable, Hashable {
    /// The messages, made from the prompt file.
    package var messages: [Message]
    /// How many questions are wanted.
    package var count: Int
    /// The kinds that are wanted, in turn.
    package var types: [QuestionType]

    /// Makes a request.
    package init(messages: [Message], count: Int, types: [QuestionType]) {
        self.messages = messages
        self.count = count
        self.types = types
    }
}
