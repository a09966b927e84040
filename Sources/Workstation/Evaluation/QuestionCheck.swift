internal import Core
internal import Evaluation
internal import Foundation

/// A list of questions with known answers, and the judgement of answers to them.
package struct QuestionCheck: Sendable {
    /// One question.
    package struct Question: Sendable, Hashable {
        /// What is asked.
        package var question: String
        /// An answer that would be right, for people.
        package var expected: String
    }

    private let set: QuestionSet

    /// Reads a list of questions.
    ///
    /// - Throws: `EvaluationError` when the file is not one.
    package init(path: String) throws {
        set = try QuestionSet(path: path)
    }

    /// The questions in order.
    package var questions: [Question] {
        set.items.map { Question(question: $0.question, expected: $0.expectedText) }
    }

    /// Whether an answer states what the question asks for.
    package func isRight(_ answer: String, at index: Int) -> Bool {
        set.items[index].isAnswered(by: answer)
    }

    /// The share of right answers with its 95 % interval, in plain words.
    package static func score(right: Int, of total: Int) -> String {
        let interval = WilsonInterval(successes: right, trials: total)
        return "\(right) of \(total) (95 % interval \(interval.lowPercent) to \(interval.highPercent) %)"
    }
}
