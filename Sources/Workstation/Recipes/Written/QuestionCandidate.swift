/// A question with its answer as a model wrote it, before it is checked.
package struct QuestionCandidate: Codable, Sendable, Hashable {
    /// The question.
    package var question: String
    /// The answer.
    package var answer: String
    /// The words of the text that show the answer, copied from it.
    package var quote: String
    /// The kind of question, as the model names it.
    package var type: String

    /// Makes a candidate.
    package init(question: String, answer: String, quote: String, type: String) {
        self.question = question
        self.answer = answer
        self.quote = quote
        self.type = type
    }
}
