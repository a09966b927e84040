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
        let concurrency: Int
        /// The most requests at once.
        let peak = Mutex((now: 0, most: 0))
        let calls = Mutex(0)
        let answer: @Sendable (QuestionRequest) throws -> [QuestionCandidate]

        init(
            concurrency: Int = 1,
            _ answer: @escaping @Sendable (QuestionRequest) throws -> [QuestionCandidate]
        ) {
            self.concurrency = concurrency
            self.answer = answer
        }

        func candidates(for request: QuestionRequest) async throws -> WrittenCandidates {
            calls.withLock { $0 += 1 }
            peak.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            defer { peak.withLock { $0.now -= 1 } }
            // Lets the others begin.
            for _ in 0..<20 { await Task.yield() }
            return WrittenCandidates(try answer(request))
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
        try #require(messages.map(\.role) == [.system, .user])
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
        // Nobody is asked about the short one, and the one that got no answer is asked about again.
        #expect(progress.outcomes.count == 3)
        #expect(progress.outcomes.values.allSatisfy { !$0.rows.isEmpty || !$0.drops.isEmpty })
        #expect(
            Set(output.drops.map(\.reason)).isSuperset(of: [
                "the model gave no usable answer for a chunk", "the model found nothing to ask in a chunk",
                "chunk too short to ask about",
            ]))
    }

    @Test func `nobody is asked about chunks that teach nothing new, and each has its reason`() async throws {
        let writer = Scripted(Self.good)
        var progress = QuestionProgress()
        let known = Self.documents(1)[0]
        func other(_ name: String, _ format: DocumentFormat, _ blocks: [DocumentBlock]) -> RecipeDocument {
            RecipeDocument(
                id: name, name: name, document: ExtractedDocument(title: nil, format: format, blocks: blocks))
        }
        let long = (0..<90).map {
            Fix.paragraph("Rope \($0) was coiled on shelf \($0 % 7) by sailor \($0 * 3).")
        }
        let documents = [
            known, other("again.md", .markdown, [Fix.heading("Yard 0")] + known.document.blocks.dropFirst()),
            other("ropes.html", .html, long), other("ropes.txt", .text, long),
            other(
                "news.md", .markdown,
                [Fix.heading("Version 2.0.1")] + Self.documents(2)[1].document.blocks.dropFirst()),
            other("list.md", .markdown, (0..<12).map { Fix.item("Chapter \($0), ropes and gates") }),
        ]
        let output = try await WrittenQuestions(writer: writer, prompt: try Self.prompt())
            .build(documents, progress: &progress)
        let reasons = Set(output.drops.map(\.reason))
        #expect(
            reasons.isSuperset(of: [
                "chunk nearly repeats an earlier one", "chunk of a list of changes",
                "chunk without a sentence",
                "chunk of a document that others repeat in another format",
            ]), "\(reasons)")
        let chunks = try #require(output.counts.first { $0.name == "chunks" }?.count)
        let skipped = output.drops.filter { $0.reason.hasPrefix("chunk") }.reduce(0) { $0 + $1.count }
        #expect(writer.calls.withLock { $0 } == chunks - skipped)
    }

    @Test func `evidence is the whole sentence`() async throws {
        let writer = Scripted(Self.good)
        var progress = QuestionProgress()
        let output = try await WrittenQuestions(writer: writer, prompt: try Self.prompt())
            .build(Self.documents(2), progress: &progress)
        #expect(
            (output.train + output.heldOut).contains {
                $0.evidence == "The gate of yard 0 is locked at 10:15 by the keeper, who carries a brass key."
            })
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

    @Test func `asks for several chunks at once and gives the same rows`() async throws {
        let prompt = try Self.prompt()
        var (one, many) = (QuestionProgress(), QuestionProgress())
        let alone = try await WrittenQuestions(writer: Scripted(Self.good), prompt: prompt)
            .build(Self.documents(9), progress: &one)
        let writer = Scripted(concurrency: 3, Self.good)
        var reports: [Int] = []
        let together = try await WrittenQuestions(writer: writer, prompt: prompt)
            .build(Self.documents(9), progress: &many) { _, done, _ in reports.append(done) }
        #expect(alone == together && one == many)
        #expect(reports == Array(0...9))
        #expect(writer.peak.withLock(\.most) <= 3)
    }

    private struct Trouble: ExplainedError {
        var category: ErrorCategory
        let code = "model_is_busy"
        let message = "The model is busy."
    }

    @Test func `a server that does not answer ends the run and not the chunk`() async throws {
        let prompt = try Self.prompt()
        var progress = QuestionProgress()
        await #expect(throws: Trouble.self) {
            let writer = Scripted { _ in throw Trouble(category: .unavailable) }
            _ = try await WrittenQuestions(writer: writer, prompt: prompt).build(
                Self.documents(2), progress: &progress)
        }
        #expect(progress.outcomes.isEmpty)
        let writer = Scripted { _ in throw Trouble(category: .tooLarge) }
        let output = try await WrittenQuestions(writer: writer, prompt: prompt)
            .build(Self.documents(2), progress: &progress)
        #expect(
            output.drops == [
                RecipeDrop(reason: "the model gave no usable answer for a chunk: model is busy", count: 2)
            ])
    }

    @Test func `the built-in prompt is the one in configs`() throws {
        let file = try Data(contentsOf: URL(filePath: PackageRoot.path + "configs/prompts/questions.md"))
        #expect(String(decoding: file, as: UTF8.self).trimmed == QuestionPrompt.builtInText.trimmed)
        #expect(try QuestionPrompt.builtIn() == Self.prompt())
    }

    @Test func `the last question of a cut answer is left out with that reason`() {
        let text =
            #"[{"quote":"a","question":"b","answer":"c","type":"fact"},{"quote":"a","question":"b","answer":"","type":"fact"}]"#
        let cut = WrittenCandidates(reading: text, isCut: true)
        #expect(cut.candidates.count == 1)
        #expect(cut.drops == [RecipeDrop(reason: "question was cut off at the token limit", count: 1)])
        #expect(WrittenCandidates(reading: text).candidates.count == 2)
        let damaged = WrittenCandidates(reading: String(text.dropLast(9)))
        #expect(damaged.drops == [RecipeDrop(reason: "question is not whole JSON", count: 1)])
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
        (
            "Who is the keeper?", "The keeper provides shelter and protection to people of every country.",
            "locked by the keeper", "answer says what its source does not"
        ),
        ("The keeper carries a brass key", "A brass key.", "carries a brass key", "question is a statement"),
        (
            "How does it work?", "By the keeper.", "locked by the keeper",
            "question does not name what it is about"
        ),
        (
            "Who locks the gate?",
            "The gate is locked by the keeper. The gate is locked by the keeper. The gate is locked by the keeper.",
            "locked by the keeper", "question or answer goes in circles"
        ),
        (
            "What is the purpose of this handbook?", "A brass key.", "brass key",
            "question points to a text that nobody sees"
        ),
        (
            "Who locks the gate?", "The gate is locked.", "The gate is locked",
            "answer adds nothing to its question"
        ),
        (
            "What does the keeper of the gate carry?", "The gate keeper carries a brass key.",
            "The gate is locked",
            "quote does not show the answer"
        ),
        (
            "Which famous king of France owned the golden gate?", "The keeper owned a brass key.",
            "carries a brass key", "question does not name what it is about"
        ),
    ])
    func `names what is wrong with an answer`(question: String, answer: String, quote: String, fault: String)
    {
        let check = CandidateCheck(
            text: "The gate is locked by the keeper, who carries a brass key.", longestAnswer: 300)
        let candidate = QuestionCandidate(question: question, answer: answer, quote: quote, type: "fact")
        #expect(check.fault(candidate) == fault)
    }

    @Test func `holds out what the recipe without a model holds out, and never a copy's original alone`()
        async throws
    {
        var documents = Self.documents(30)
        documents.append(
            RecipeDocument(
                id: "book", name: "book.txt",
                document: ExtractedDocument(
                    title: nil, format: .text,
                    blocks: documents.flatMap(\.document.blocks).filter { $0.kind == .paragraph })))
        var options = RecipeOptions()
        options.heldOutShare = 0.2
        let recipe = WrittenQuestions(
            writer: Scripted(Self.good), prompt: try Self.prompt(), options: options)
        var progress = QuestionProgress()
        let written = try await recipe.build(documents, progress: &progress)
        let plain = KnowMyDocumentsRecipe().build(documents, options)
        func sources(_ rows: [Example]) -> Set<String> { Set(rows.compactMap { $0.source?.documentId }) }
        #expect(!sources(written.heldOut).isEmpty)
        #expect(sources(written.heldOut).isSubset(of: sources(plain.heldOut)))
        #expect(sources(written.train).isDisjoint(with: sources(plain.heldOut)))
    }

    @Test func `a chunk without a usable answer is asked about again`() async throws {
        let failing = WrittenQuestions(
            writer: Scripted { _ in throw Scripted.Failure() }, prompt: try Self.prompt())
        var progress = QuestionProgress()
        let first = try await failing.build(Self.documents(3), progress: &progress)
        #expect(first.train.isEmpty)
        #expect(first.chunks.allSatisfy { !$0.drops.isEmpty })
        let mended = WrittenQuestions(writer: Scripted(Self.good), prompt: try Self.prompt())
        let second = try await mended.build(Self.documents(3), progress: &progress)
        #expect(!second.train.isEmpty)
    }

    @Test func `reads a prompt with the line breaks of Windows`() throws {
        let prompt = try QuestionPrompt("# System\r\nBe short.\r\n# User\r\nAsk: {{text}}\r\n", name: "p.md")
        #expect(prompt.system == "Be short.")
        #expect(prompt.user == "Ask: {{text}}")
    }

    @Test func `a figure that is a part of another is invented`() {
        let check = CandidateCheck(
            text: "The permit of the harbour lasts 15 days from the 2015 rule and needs 5GB of forms.",
            longestAnswer: 200, title: "Permit")
        func fault(_ answer: String) -> String? {
            check.fault(
                QuestionCandidate(
                    question: "How long does the permit of the harbour last?", answer: answer,
                    quote: "The permit of the harbour lasts 15 days", type: "fact"))
        }
        #expect(fault("The permit lasts 15 days.") == nil)
        #expect(fault("The permit lasts 1 days.") != nil)
        #expect(fault("The permit lasts 20 days.") != nil)
    }
}
