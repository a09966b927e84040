internal import Core
internal import Foundation
internal import Workstation

/// The steps of the demonstration, in the order a person would do them on the page.
struct Demonstration {
    private static let collection = "handbook"
    /// How many questions are shown with both answers on the way.
    private static let shownQuestions = 3
    private static let answerTokens = 64
    /// Rows of a step: fewer are slower a row, but more and smaller steps answer more questions.
    private static let batchExamples = 4
    /// Passes over the sample: each shows every fact in sixteen wordings; docs/experiments.md has the numbers.
    private static let passes = 1.2

    let session: Session
    let check: QuestionCheck
    let settings: PartialTrainingSettings

    /// Runs the whole path.
    func run(model path: String, documents: String) async throws -> DemoReport {
        let clock = ContinuousClock()
        let start = clock.now
        let model = try await importModel(path)
        StandardError.line("\n1. Reading \(documents)")
        let collection = try await DocumentsAddCommand.add([documents], to: Self.collection, session)
        StandardError.line(
            "   \(collection.documents) files: \(collection.used) used, \(collection.duplicate) duplicate, "
                + "\(collection.skipped) skipped")
        StandardError.line("\n2. Making a dataset: Know my documents")
        let dataset = try await DatasetsBuildCommand.build(
            collection: Self.collection, recipe: RecipeName.knowMyDocuments.rawValue, name: nil, session)
        if let newest = dataset.versions.first {
            StandardError.line("   \(newest.trainCount) examples to learn, \(newest.heldOutCount) held out")
        }
        let run = try await tune(dataset.dataset.name, model.name)
        StandardError.line("\n4. Asking \(check.questions.count) questions, worded as never seen in training")
        let tuned = "\(model.name)+\(run.adapter)"
        let answers = try await ask(base: model.name, tuned: tuned)
        return DemoReport(
            questions: answers.count, baseRight: answers.count { $0.baseIsRight },
            tunedRight: answers.count { $0.tunedIsRight }, heldOutLossBefore: run.heldOutLossBefore,
            heldOutLossAfter: run.heldOutLossBest, recallLossBefore: run.recallLossBefore,
            recallLossAfter: run.recallLossBest, trainedTokens: run.tokens ?? 0,
            trainingSeconds: run.seconds ?? 0, totalSeconds: start.duration(to: clock.now) / .seconds(1),
            peakMemoryBytes: run.peakMemoryBytes, model: tuned, answers: answers)
    }

    private func importModel(_ path: String) async throws -> ModelView {
        struct Body: Encodable { var path: String }
        return try await session.post("/api/models", Body(path: path))
    }

    private func tune(_ dataset: String, _ model: String) async throws -> RunView {
        var settings = settings
        if settings.steps == nil, settings.epochs == nil { settings.epochs = Self.passes }
        if settings.batchExamples == nil { settings.batchExamples = Self.batchExamples }
        let request = RunRequest(
            dataset: dataset, version: nil, model: model, adapter: nil, settings: settings)
        let plan = try await session.post("/api/runs/plan", request, as: PlanView.self)
        StandardError.line("\n3. Tuning: " + TrainCommand.text(plan).replacing("\n", with: "\n   "))
        let run = try await session.post("/api/runs", request, as: RunView.self)
        return try await RunFollower(session).follow(run.id)
    }

    private func ask(base: String, tuned: String) async throws -> [DemoReport.Answer] {
        var answers: [DemoReport.Answer] = []
        var progress = ProgressLine()
        for (index, item) in check.questions.enumerated() {
            let first = try await answer(item.question, base)
            let second = try await answer(item.question, tuned)
            let result = DemoReport.Answer(
                question: item.question, expected: item.expected, base: first,
                baseIsRight: check.isRight(first, at: index), tuned: second,
                tunedIsRight: check.isRight(second, at: index))
            answers.append(result)
            if index < Self.shownQuestions {
                progress.finish()
                Self.show(result)
            }
            progress.show(done: index + 1, total: check.questions.count, "questions")
        }
        progress.finish()
        return answers
    }

    private func answer(_ question: String, _ model: String) async throws -> String {
        struct Body: Encodable {
            var model: String
            var messages: [Message]
            var temperature = 0.0
            var maximumTokens: Int

            enum CodingKeys: String, CodingKey {
                case model
                case messages
                case temperature
                case maximumTokens = "max_tokens"
            }
        }
        struct Answer: Decodable {
            struct Choice: Decodable { var message: Message }
            var choices: [Choice]
        }
        let body = Body(
            model: model, messages: [Message(role: .user, content: question)],
            maximumTokens: Self.answerTokens)
        return try await session.post("/v1/chat/completions", body, as: Answer.self).choices.first?.message
            .content ?? ""
    }

    private static func show(_ result: DemoReport.Answer) {
        let line = { (text: String) in text.replacing("\n", with: " ").prefix(200) }
        StandardError.line("   \(result.question)")
        StandardError.line("     base   \(result.baseIsRight ? "✔" : "✘") \(line(result.base))")
        StandardError.line("     tuned  \(result.tunedIsRight ? "✔" : "✘") \(line(result.tuned))")
    }
}
