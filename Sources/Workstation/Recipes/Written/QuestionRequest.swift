package import Core

/// What a model is asked to do with one chunk.
package struct QuestionRequest: Sendable, Hashable {
    /// The messages, made from the prompt file.
    package var messages: [Message]
    /// How many questions are wanted.
    package var count: Int
    /// The kinds that are wanted, in turn.
    package var types: [QuestionType]
    /// The text that quotes are copied from.
    package var source: String
    /// Longest answer in characters.
    package var longestAnswer: Int

    private static let longestQuestion = 300
    private static let quoteBytes = 16...320

    /// Makes a request.
    package init(
        messages: [Message], count: Int, types: [QuestionType], source: String, longestAnswer: Int = 640
    ) {
        self.messages = messages
        self.count = count
        self.types = types
        self.source = source
        self.longestAnswer = longestAnswer
    }

    /// The shape of an answer: the quote comes first, so that question and answer are written about it.
    package var shape: JSONShape {
        var seen: Set<QuestionType> = []
        let kinds = types.filter { seen.insert($0).inserted }
        return .list(
            of: .object([
                .init(
                    "quote",
                    .excerpt(
                        of: source, atLeast: Self.quoteBytes.lowerBound, atMost: Self.quoteBytes.upperBound)),
                .init("question", .text(atMost: Self.longestQuestion)),
                .init("answer", .text(atMost: longestAnswer)),
                .init("type", .choice(kinds.map(\.rawValue))),
            ]), atLeast: 0, atMost: max(count, 1))
    }
}
