import Core
import Ingest

/// *Know my documents* with a model: questions that it writes about each chunk, checked against the chunk.
///
/// Every chunk ends in rows or in a stated reason. Finished chunks are kept by their digest, so that a run goes on
/// where it was cut off and asks again only for what has changed.
package struct WrittenQuestions: Sendable {
    /// Who writes.
    package var writer: any QuestionWriter
    /// What the writer is told.
    package var prompt: QuestionPrompt
    /// The knobs of the recipe.
    package var options: RecipeOptions
    /// Questions wanted of one chunk.
    package var questionsPerChunk: Int
    private static let shortestChunk = 80
    private static let longestQuote = 400

    /// Makes the recipe.
    package init(
        writer: any QuestionWriter, prompt: QuestionPrompt, options: RecipeOptions = RecipeOptions(),
        questionsPerChunk: Int = 4
    ) {
        self.writer = writer
        self.prompt = prompt
        self.options = options
        self.questionsPerChunk = questionsPerChunk
    }

    private struct Chunk {
        var document: Int
        var section: DocumentSection
        var passage: Passage
    }

    /// Asks for questions about every chunk.
    ///
    /// - Parameters:
    ///   - documents: The documents.
    ///   - progress: What is finished already; the finished chunks are added to it.
    ///   - report: Called at the start and after every chunk with the progress, the finished and all chunks.
    /// - Returns: The rows of all chunks, split by document, with the account.
    /// - Throws: `CancellationError`, or what the writer threw because nobody answers; what is finished until then is in
    ///   `progress`.
    package func build(
        _ documents: [RecipeDocument], progress: inout QuestionProgress,
        report: (QuestionProgress, _ done: Int, _ total: Int) async -> Void = { _, _, _ in }
    ) async throws -> RecipeOutput {
        let copies = DocumentCopies.positions(in: documents)
        let sections = documents.map(SectionReader.sections)
        let chunks = chunks(of: documents, sections)
        let digests = chunks.map(digest)
        let skips = skips(chunks, documents, copies)
        var outcomes = digests.indices.map { index in
            skips[index].map {
                ChunkOutcome(digest: digests[index], rows: [], drops: [RecipeDrop(reason: $0, count: 1)])
            }
                ?? progress.outcomes[digests[index]]
        }
        var done = outcomes.count { $0 != nil }
        await report(progress, done, chunks.count)
        try await withThrowingTaskGroup(of: Finished.self) { group in
            var open = chunks.indices.filter { outcomes[$0] == nil }.makeIterator()
            func begin() {
                guard let index = open.next() else { return }
                let (chunk, digest) = (chunks[index], digests[index])
                let document = documents[chunk.document]
                group.addTask { try await finish(chunk, index, digest, document) }
            }
            for _ in 0..<max(1, writer.concurrency) { begin() }
            while let finished = try await group.next() {
                try Task.checkCancellation()
                // A chunk that got no answer is asked about again by the next build.
                if !finished.isUnanswered { progress.add(finished.outcome) }
                outcomes[finished.index] = finished.outcome
                done += 1
                await report(progress, done, chunks.count)
                begin()
            }
        }
        return output(
            documents, chunks, outcomes.compactMap(\.self),
            heldOut: heldOut(documents, sections, copies))
    }

    private func chunks(of documents: [RecipeDocument], _ sections: [[DocumentSection]]) -> [Chunk] {
        let builder = PassageBuilder(longest: options.passageCharacters)
        return documents.enumerated().flatMap { index, document in
            sections[index].flatMap { section in
                builder.passages(of: section, blocks: document.document.blocks).map {
                    Chunk(document: index, section: section, passage: $0)
                }
            }
        }
    }

    /// For each chunk the reason why nobody is asked about it; nil for those that are asked about.
    private func skips(
        _ chunks: [Chunk], _ documents: [RecipeDocument], _ copies: Set<Int>
    ) -> [String?] {
        var index = NearDuplicates(threshold: options.duplicateThreshold)
        return chunks.map { chunk in
            let text = chunk.passage.text
            if copies.contains(chunk.document) {
                return "chunk of a document that others repeat in another format"
            }
            if text.count < Self.shortestChunk { return "chunk too short to ask about" }
            if ChangeHistory.holds(chunk.section, in: documents[chunk.document].name) {
                return "chunk of a list of changes"
            }
            if !Self.holdsSentence(text) { return "chunk without a sentence" }
            return index.add(text) == nil ? nil : "chunk nearly repeats an earlier one"
        }
    }

    /// Whether a text says something: a line of some words that ends as a sentence does, or a script without spaces.
    private static func holdsSentence(_ text: String) -> Bool {
        if CandidateCheck.isEastAsian(text) { return true }
        return text.split(whereSeparator: \.isNewline).contains { line in
            SentenceSplitter.sentences(of: String(line)).contains { sentence in
                sentence.split(separator: " ").count >= 5
                    && sentence.last.map { ".!?:;”\"’)".contains($0) } == true
            }
        } || text.contains(" | ")
    }

    private func digest(_ chunk: Chunk) -> String {
        StableHash.hex(
            [
                writer.identity, prompt.system, prompt.user, String(questionsPerChunk),
                chunk.passage.source.documentId,
                String(chunk.passage.source.firstBlock), chunk.passage.breadcrumb, chunk.passage.text,
            ].joined(separator: "\u{1}"))
    }

    // MARK: - One chunk

    private struct Finished {
        var index: Int
        var outcome: ChunkOutcome
        /// Whether the model said nothing that can be used, which it may do when it is asked again.
        var isUnanswered = false
    }

    private func finish(
        _ chunk: Chunk, _ index: Int, _ digest: String, _ document: RecipeDocument
    ) async throws -> Finished {
        var drops = DropTally()
        let written: WrittenCandidates
        do {
            written = try await writer.candidates(for: request(chunk, index, document))
        } catch let error as CancellationError {
            throw error
        } catch let error as any ExplainedError where [.unavailable, .cancelled].contains(error.category) {
            // Nobody answers: the other chunks would fare no better, and this one is asked again.
            throw error
        } catch {
            let cause = (error as? any ExplainedError).map { ": " + $0.code.replacing("_", with: " ") } ?? ""
            drops.add("the model gave no usable answer for a chunk" + cause)
            return Finished(
                index: index, outcome: ChunkOutcome(digest: digest, rows: [], drops: drops.drops),
                isUnanswered: true)
        }
        for drop in written.drops { drops.add(drop.reason, drop.count) }
        if written == WrittenCandidates([]) { drops.add("the model found nothing to ask in a chunk") }
        let rows = rows(written.candidates, chunk, document, &drops)
        return Finished(
            index: index, outcome: ChunkOutcome(digest: digest, rows: rows, drops: drops.drops))
    }

    /// The request; the kinds go on from chunk to chunk, so that all of them come up.
    private func request(_ chunk: Chunk, _ index: Int, _ document: RecipeDocument) -> QuestionRequest {
        let all = QuestionType.allCases
        let types = (0..<max(questionsPerChunk, 1)).map { all[(index * questionsPerChunk + $0) % all.count] }
        let values = [
            "count": String(questionsPerChunk), "types": types.map(\.rawValue).joined(separator: ", "),
            "title": chunk.passage.breadcrumb, "text": chunk.passage.text,
        ]
        // A block that is longer than a passage is cut: quotes come from the piece that the model reads, where they can.
        let text = SourceText.normalized(chunk.passage.text)
        let source = sourceText(chunk, document)
        return QuestionRequest(
            messages: prompt.messages(values), count: questionsPerChunk, types: types,
            source: Evidence.occurs(text, in: source) ? text : source,
            longestAnswer: options.answerCharacters * 2)
    }

    private func rows(
        _ candidates: [QuestionCandidate], _ chunk: Chunk, _ document: RecipeDocument,
        _ drops: inout DropTally
    ) -> [Example] {
        let check = CandidateCheck(
            text: sourceText(chunk, document), longestAnswer: options.answerCharacters * 2,
            title: chunk.passage.breadcrumb)
        var seen: Set<String> = []
        var rows: [Example] = []
        let sentences = SentenceSplitter.sentences(of: check.text).map(SourceText.normalized)
        for var candidate in candidates {
            candidate.quote = Self.widened(candidate.quote, in: sentences)
            if let fault = check.fault(candidate) {
                drops.add(fault)
                continue
            }
            guard seen.insert(candidate.question.comparedWords).inserted else {
                drops.add("question repeats an earlier one")
                continue
            }
            rows.append(
                Example(
                    kind: .question,
                    messages: [
                        Message(role: .user, content: candidate.question.trimmed),
                        Message(role: .assistant, content: candidate.answer.trimmed),
                    ], source: chunk.passage.source,
                    factId: StableHash.hex(
                        document.name + "\n" + candidate.question + "\n" + candidate.answer),
                    evidence: SourceText.normalized(candidate.quote)))
        }
        return rows
    }

    /// The whole sentence that a quote is a part of, which shows more than a few of its words.
    private static func widened(_ quote: String, in sentences: [String]) -> String {
        let quote = SourceText.normalized(quote)
        guard !quote.isEmpty else { return quote }
        return sentences.first { $0.contains(quote) && $0.count <= longestQuote } ?? quote
    }

    private func sourceText(_ chunk: Chunk, _ document: RecipeDocument) -> String {
        SourceText.of(
            document.document.blocks[chunk.passage.source.firstBlock...chunk.passage.source.lastBlock])
    }

    // MARK: - All chunks

    /// What is held out: the same as in *Know my documents* without a model, whose rows go beside these.
    private func heldOut(
        _ documents: [RecipeDocument], _ sections: [[DocumentSection]], _ copies: Set<Int>
    ) -> HoldOut {
        let kept = documents.indices.filter { !copies.contains($0) }
        return HoldOut(
            documents: kept.map { documents[$0] },
            sections: kept.enumerated().flatMap { place, document in sections[document].map { (place, $0) } },
            share: options.heldOutShare)
    }

    private func output(
        _ documents: [RecipeDocument], _ chunks: [Chunk], _ outcomes: [ChunkOutcome], heldOut: HoldOut
    ) -> RecipeOutput {
        var output = RecipeOutput()
        var drops = DropTally()
        var index = NearDuplicates(threshold: options.duplicateThreshold, shingleWords: 3)
        // What is learned comes first: a held-out question that repeats it would measure nothing.
        let isHeldOut = chunks.map { heldOut.holds($0.section) }
        for place in chunks.indices.filter({ !isHeldOut[$0] }) + chunks.indices.filter({ isHeldOut[$0] }) {
            let outcome = outcomes[place]
            for drop in outcome.drops { drops.add(drop.reason, drop.count) }
            for row in outcome.rows {
                guard index.add(row.prompt ?? "") == nil else {
                    drops.add("question nearly repeats an earlier one")
                    continue
                }
                if isHeldOut[place] {
                    output.heldOut.append(row)
                } else {
                    output.train.append(row)
                }
            }
        }
        output.drops = drops.drops
        output.chunks = zip(chunks, outcomes).map { chunk, outcome in
            ChunkAccount(
                source: chunk.passage.source, title: chunk.passage.breadcrumb, rows: outcome.rows.count,
                drops: outcome.drops)
        }
        output.removeLeaks()
        output.counts = [
            RecipeCount(name: "documents", count: documents.count),
            RecipeCount(name: "chunks", count: chunks.count),
            RecipeCount(name: "chunks with rows", count: outcomes.count { !$0.rows.isEmpty }),
            RecipeCount(
                name: "chunks without rows, each with its reason",
                count: outcomes.count(where: \.rows.isEmpty)),
            RecipeCount(name: "questions learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
        output.counts += heldOut.counts()
        return output
    }
}
