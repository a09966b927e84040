internal import Core
internal import Evaluation

/// A list of questions with known answers, and the judgement of answers to them.
package struct QuestionCheck: Sendable {
    /// One question.
    package struct Item: Sendable, Hashable {
        /// What is asked.
        package var question: String
        /// What a right answer states, for people.
        package var expected: String
    }

    private let questionSet: QuestionSet
    private let grader = AnswerGrader()

    /// Reads a list of questions.
    ///
    /// - Throws: `EvaluationError` when the file is not one.
    package init(path: String) throws {
        questionSet = try QuestionSet.load(path: path)
    }

    /// The questions in order.
    package var questions: [Item] {
        questionSet.questions.map { question in
            let facts = question.expected.map { $0.alternatives.joined(separator: " or ") }
            return Item(question: question.question, expected: facts.joined(separator: ", "))
        }
    }

    /// Whether an answer states what the question asks for.
    package func isRight(_ answer: String, at index: Int) -> Bool {
        grader.isRight(answer, expected: questionSet.questions[index].expected)
    }

    /// The share of right answers with its 95 % interval, in plain words.
    package static func score(right: Int, of total: Int) -> String {
        let interval = WilsonInterval(successes: right, trials: total)
        let percent = { (share: Double) in Int((share * 100).rounded()) }
        return "\(right) of \(total) (95 % interval \(percent(interval.low)) to \(percent(interval.high)) %)"
    }
}
