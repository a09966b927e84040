import Core
import Foundation
import TestSupport
import Testing

@testable import Workstation

/// Questions that the starter model itself writes.
@Suite struct WrittenQuestionServiceTests {
    private static func documents(_ count: Int) -> [RecipeDocument] {
        (0..<count).map { number in
            RecipeFixtures.document(
                "yard-\(number).md",
                [
                    RecipeFixtures.heading("Yard \(number)"),
                    RecipeFixtures.paragraph(
                        "The north gate of yard \(number) is locked at 22:15 by the keeper, who carries a brass key."
                    ),
                ])
        }
    }

    private static func prepared() async throws -> TestWorkstation {
        let test = try await TestWorkstation()
        _ = try await test.models.importModel(path: PackageRoot.starterModel, name: "starter")
        return test
    }

    @Test func `every candidate of the starter model is whole and quotes the text`() async throws {
        let test = try await Self.prepared()
        let writer = try await LocalQuestionWriter(model: "starter", generation: test.workstation.generation)
        let source =
            "The north gate of the yard is locked at 22:15 by the \"keeper\", who carries a brass key."
        let request = QuestionRequest(
            messages: try QuestionPrompt.builtIn().messages([
                "count": "2", "types": "fact, reason", "title": "Yard", "text": source,
            ]), count: 2, types: [.fact, .reason], source: source)
        let written = try await writer.candidates(for: request)
        #expect(written.candidates.allSatisfy { Evidence.occurs($0.quote, in: source) })
        #expect(written.candidates.allSatisfy { ["fact", "reason"].contains($0.type) })
        #expect(written.drops.allSatisfy { $0.reason == "question was cut off at the token limit" })
        // The same request gives the same answer.
        #expect(try await writer.candidates(for: request) == written)
    }

    @Test func `every chunk ends in rows or a reason, and every row is verified`() async throws {
        let test = try await Self.prepared()
        let documents = Self.documents(3)
        var progress = QuestionProgress()
        let options = WrittenQuestionOptions(writer: .model("starter"), questionsPerChunk: 1)
        let output = try await test.workstation.questions.questions(
            for: documents, options: options, progress: &progress)
        #expect(progress.outcomes.count == 3)
        #expect(progress.outcomes.values.allSatisfy { !$0.rows.isEmpty || !$0.drops.isEmpty })
        let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.document) })
        for row in output.train + output.heldOut {
            let document = try #require(row.source.flatMap { known[$0.documentId] })
            #expect(Evidence.isVerified(row, in: document))
        }
        let encoded = try JSONEncoder().encode(progress)
        #expect(try JSONDecoder().decode(QuestionProgress.self, from: encoded) == progress)
    }

    @Test func `stops at once when it is cancelled`() async throws {
        let test = try await Self.prepared()
        let task = Task {
            var progress = QuestionProgress()
            _ = try await test.workstation.questions.questions(
                for: Self.documents(40), options: WrittenQuestionOptions(writer: .model("starter")),
                progress: &progress)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `refuses what cannot work before anything is asked`() async throws {
        let test = try await TestWorkstation()
        let questions = test.workstation.questions
        func code(_ writer: WrittenQuestionOptions.Writer, _ count: Int = 4) async -> String? {
            let options = WrittenQuestionOptions(writer: writer, questionsPerChunk: count)
            do {
                try await questions.check(options)
                return nil
            } catch {
                return (error as? any ExplainedError)?.code
            }
        }
        #expect(await code(.model("nobody")) == "model_not_found")
        #expect(await code(.model("starter"), 0) == "invalid_option")
        #expect(await code(.server(address: "http://example.com/v1", model: "m")) == "not_loopback")
        #expect(await code(.server(address: "http://localhost:1/v1", model: "m")) == "no_server_connection")
    }

    @Test func `takes the user's own prompt file`() async throws {
        let test = try await Self.prepared()
        let folder = test.home + "/prompts"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("# System\nNo place for the text.".utf8).write(to: URL(filePath: folder + "/questions.md"))
        await #expect(throws: DatasetFileError.self) {
            try await test.workstation.questions.check(WrittenQuestionOptions(writer: .model("starter")))
        }
    }
}
