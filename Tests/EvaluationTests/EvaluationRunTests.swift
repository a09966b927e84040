import Testing

@testable import Evaluation

@Suite struct EvaluationRunTests {
    private struct Broken: Error {}

    private func questions() throws -> QuestionSet {
        try QuestionSet([
            Question(question: "One?", expected: [ExpectedFact(["1"])]),
            Question(question: "Two?", expected: [ExpectedFact(["2"])]),
        ])
    }

    @Test func `grades every answer in order`() async throws {
        var reported: [String] = []
        let result = try await EvaluationRun(questions: questions()).execute(
            label: "tuned", report: { reported.append($0.question.question) },
            generate: { prompt in prompt == "One?" ? "It is one." : "It is three." })
        #expect(result.items.map(\.isRight) == [true, false])
        #expect(reported == ["One?", "Two?"])
        #expect(result.score == 0.5)
        #expect(result.summary == "tuned: 1 of 2 right (50 %, 95 % interval 9 to 91 %)")
        #expect(result.sampleNote?.hasPrefix("2 questions are a small sample") == true)
    }

    @Test func `has no note when there are many questions`() {
        let question = Question(question: "One?", expected: [ExpectedFact(["1"])])
        let item = EvaluationItem(question: question, answer: "1", isRight: true, tokenF1: 1, seconds: 0)
        #expect(EvaluationResult(label: "x", items: Array(repeating: item, count: 100)).sampleNote == nil)
    }

    @Test func `passes on the generator's error`() async throws {
        let run = EvaluationRun(questions: try questions())
        await #expect(throws: Broken.self) { try await run.execute(label: "x") { _ in throw Broken() } }
    }

    @Test func `stops when it is cancelled`() async throws {
        let run = EvaluationRun(questions: try questions())
        let task = Task {
            try await run.execute(label: "x") { prompt in
                withUnsafeCurrentTask { $0?.cancel() }
                return prompt
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
