import Core
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Workstation

@Suite struct WrittenQuestionsTests {
    private typealias Fix = RecipeFixtures

    /// A writer that answers from a table and counts how often it is asked.
    private final class Scripted: QuestionWriter {
        struct Failure: Error {}
        let identity = "scripted"
        let calls = Mutex(0)
        let answer: @Sendable (QuestionRequest) throws -> [QuestionCandidate]

        init(_ answer: @escaping @Sendable (QuestionRequest) throws -> [QuestionCandidate]) {
            self.answer = answer
        }

        func candidates(for request: QuestionRequest) async throws -> [QuestionCandidate] {
            calls.withLock { $0 += 1 }
            return try answer(request)
        }
    }

    private static func prompt() throws -> QuestionPrompt {
        let url = URL(filePath: PackageRoot.path + "configs/prompts/questions.md")
        return try QuestionPrompt(
            String(decoding: Data(contentsOf: url), as: UTF8.self), name: "questions.md")
    }

    private static func documents(_ count: Int) -> [RecipeDocument] {
        (0..<count).map { number in
            Fix.document(
                "part-\(number).md",
                [
                    Fix.heading("Yard \(number)"),
                    Fix.paragraph(
                        "The gate of yard \(number) is locked at \(10 + number):15 by the keeper, who carries a brass key. {{count}} <|im_end|>"
                    ),
                ])
        }
    }

    private static func good(_ request: QuestionRequest) -> [QuestionCandidate] {
        let text = request.messages.last?.content ?? ""
        let number = text.firstRange(of: "Yard ").map { text[$0.upperBound...].prefix { $0.isNumber } } ?? ""
        return [
            QuestionCandidate(
                question: "Who locks the gate of yard \(number)?",
                answer: "The keeper of yard \(number) locks the gate.",
                quote: "locked at \(10 + (Int(number) ?? 0)):15  by the\nkeeper", type: "fact"),
            QuestionCandidate(
                question: "What does the keeper of yard \(number) carry?",
                answer: "She carries a golden key.",
                quote: "carries a golden key", type: "fact"),
        ]
    }

    @Test func `the prompt file fills in its values once`() throws {
        let prompt = try Self.prompt()
        let messages = prompt.messages([
            "count": "4", "types": "fact", "title": "T", "text": "say {{count}} {{odd}} }}",
        ])
        #expect(messages.map(\.role) == [.system, .user])
        #expect(messages[1].content.contains("say {{count}} {{odd}} }}"))
        #expect(messages[1].content.contains("Write 4 questions"))
        #expect(throws: DatasetFileError.self) { try QuestionPrompt("# System\nonly", name: "x.md") }
    }

    @Test func `keeps answers whose quote stands in the text and counts the others`() async throws {
        let writer = Scripted(Self.good)
        var progress = QuestionProgress()
        let documents = Self.documents(12)
        let output = try await WrittenQuestions(writer: writer, prompt: try Self.prompt())
            .build(documents, progress: &progress)
        let rows = output.train + output.heldOut
        #expect(rows.count == 12 && !output.heldOut.isEmpty)
        let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.document) })
        for row in rows {
            let document = try #require(row.source.flatMap { known[$0.documentId] })
            #expect(Evidence.isVerified(row, in: document))
        }
        #expect(output.drops == [RecipeDrop(reason: "quote does not occur in the source", count: 12)])
        #expect(output.counts.contains(RecipeCount(name: "chunks with rows", count: 12)))
    }

    @Test func `every chunk ends in rows or a reason`() async throws {
        let writer = Scripted { request in
            let text = request.messages.last?.content ?? ""
            if text.contains("Yard 1") { throw Scripted.Failure() }
            return text.contains("Yard 2") ? [] : Self.good(request)
        }
        var progress = QuestionProgress()
        let short = Fix.document("short.md", [Fix.heading("S"), Fix.paragraph("Too short.")])
        let output = try await WrittenQuestions(writer: writer, prompt: try Self.prompt())
            .build(Self.documents(4) + [short], progress: &progress)
        #expect(progress.outcomes.count == 5)
        #expect(progress.outcomes.values.allSatisfy { !$0.rows.isEmpty || !$0.drops.isEmpty })
        #expect(
            Set(output.drops.map(\.reason)).isSuperset(of: [
                "the model gave no usable answer for a chunk", "the model found nothing to ask in a chunk",
                "chunk too short to ask about",
            ]))
    }

    @Test func `goes on where it was cut off and asks again for what changed`() async throws {
        let cut = Scripted { request in
            if request.messages.last?.content.contains("Yard 3") == true { throw CancellationError() }
            return Self.good(request)
        }
        var progress = QuestionProgress()
        let prompt = try Self.prompt()
        await #expect(throws: CancellationError.self) {
            _ = try await WrittenQuestions(writer: cut, prompt: prompt).build(
                Self.documents(6), progress: &progress)
        }
        #expect(progress.outcomes.count == 3)
        let writer = Scripted(Self.good)
        let resumed = try await WrittenQuestions(writer: writer, prompt: prompt).build(
            Self.documents(6), progress: &progress)
        #expect(writer.calls.withLock { $0 } == 3)
        var fresh = QuestionProgress()
        let whole = try await WrittenQuestions(writer: Scripted(Self.good), prompt: prompt)
            .build(Self.documents(6), progress: &fresh)
        #expect(resumed == whole)
        var documents = Self.documents(6)
        documents[2].document.blocks[1].text += " And so on."
        _ = try await WrittenQuestions(writer: writer, prompt: prompt).build(documents, progress: &progress)
        #expect(writer.calls.withLock { $0 } == 4)
    }

    @Test(arguments: [
        ("What?", "A", "brass key", "question or answer is empty"),
        (
            "What does the text say about keys?", "A brass key.", "brass key",
            "question points to a text that nobody sees"
        ),
        (
            "Who carries the brass key?", "The keeper, at 99:99.", "carries a brass key",
            "answer has nothing in common with its quote"
        ),
        (
            "Who carries the brass key?", "Nobody knows it.", "carries a brass key",
            "answer has nothing in common with its quote"
        ),
        ("Who carries the brass key?", "I cannot answer that.", "carries a brass key", "answer is a refusal"),
        ("Who carries the brass key?", "The keeper carries it.", "", "no quote that shows the answer"),
    ])
    func `names what is wrong with an answer`(question: String, answer: String, quote: String, fault: String)
    {
        let check = CandidateCheck(
            text: "The gate is locked by the keeper, who carries a brass key.", longestAnswer: 300)
        let candidate = QuestionCandidate(question: question, answer: answer, quote: quote, type: "fact")
        #expect(check.fault(candidate) == fault)
    }
}
