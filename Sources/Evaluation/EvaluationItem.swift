/// What became of one question.
package struct EvaluationItem: Codable, Sendable, Hashable {
    /// The question.
    package let question: Question
    /// The model's answer.
    package let answer: String
    /// Whether the answer states all that is expected.
    package let isRight: Bool
    /// How close the answer is to the nearest expected wording, from 0 to 1.
    package let tokenF1: Double
    /// Time the answer took, in seconds.
    package let seconds: Double
}
