/// Asks a model every question of a set and grades the answers.
///
/// How text is generated is the caller's business: the model comes in as a function from prompt to answer.
package struct EvaluationRun: Sendable {
    /// The questions.
    package let questions: QuestionSet
    /// The grader.
    package let grader: AnswerGrader

    /// Makes a run.
    package init(questions: QuestionSet, grader: AnswerGrader = AnswerGrader()) {
        self.questions = questions
        self.grader = grader
    }

    /// Asks all questions, one after the other.
    ///
    /// - Parameters:
    ///   - label: What is measured, such as the model's name.
    ///   - report: Gets each question's result as it comes.
    ///   - generate: Answers a prompt.
    /// - Returns: The results in the order of the questions.
    /// - Throws: What `generate` throws, and `CancellationError`; a half-asked set has no score.
    package func execute(
        label: String, report: (EvaluationItem) async -> Void = { _ in },
        generate: (String) async throws -> String
    ) async throws -> EvaluationResult {
        var items: [EvaluationItem] = []
        for question in questions.questions {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            let answer = try await generate(question.question)
            let elapsed = (ContinuousClock.now - start).components
            let item = EvaluationItem(
                question: question, answer: answer,
                isRight: grader.isRight(answer, expected: question.expected),
                tokenF1: AnswerMetrics.tokenF1(answer, references: question.expected.flatMap(\.alternatives)),
                seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
            items.append(item)
            await report(item)
        }
        return EvaluationResult(label: label, items: items)
    }
}
