import Core
import Ingest

/// The work of one build of *Know my documents*.
struct KnowledgeBuilder {
    private let documents: [RecipeDocument]
    private let options: RecipeOptions
    private let names: ProperNames
    private var drops = DropTally()
    private var output = RecipeOutput()
    private var passageIndex: NearDuplicates
    private var answersByQuestion: [String: Set<String>] = [:]
    /// How often a fact is asked at most, its looser wordings included.
    private var wordings: Int

    /// Each fact is asked at least so often, however many there are.
    private static let fewestWordings = 4

    /// A section with what was read from it.
    struct Part {
        var section: DocumentSection
        var document: Int
        var facts: [Fact]
        var passages: [Passage]
        var isHeldOut = false
    }

    init(documents all: [RecipeDocument], options: RecipeOptions) {
        let copies = DocumentCopies.positions(in: all)
        let documents = all.indices.filter { !copies.contains($0) }.map { all[$0] }
        self.documents = documents
        self.options = options
        wordings = max(options.wordings, 1)
        names = ProperNames(documents)
        passageIndex = NearDuplicates(threshold: options.duplicateThreshold)
        drops.add("document says the same as others in another format", copies.count)
    }

    mutating func build() -> RecipeOutput {
        var parts: [Part] = []
        for (index, document) in documents.enumerated() {
            for section in SectionReader.sections(of: document) {
                // Who cancelled throws the result away.
                guard !BackgroundThread.isCancelled else { return output }
                parts.append(part(section, index))
            }
        }
        let heldOut = HoldOut(
            documents: documents, sections: parts.map { ($0.document, $0.section) },
            share: options.heldOutShare)
        for index in parts.indices { parts[index].isHeldOut = heldOut.sections.contains(index) }
        removeOpenings(&parts)
        // What is learned comes first: a held-out part that repeats it would measure nothing.
        let order =
            parts.indices.filter { !parts[$0].isHeldOut } + parts.indices.filter { parts[$0].isHeldOut }
        removeRepeatedPassages(&parts, in: order)
        removeRepeatedFacts(&parts, in: order)
        placeQuestions(&parts)
        removeAmbiguousQuestions(&parts)
        limitWordings(parts)
        addVariations(&parts)
        emit(parts)
        output.drops = drops.drops
        output.removeLeaks()
        count(parts, heldOut)
        return output
    }

    // MARK: - Reading

    private mutating func part(_ section: DocumentSection, _ index: Int) -> Part {
        let blocks = documents[index].document.blocks
        let context = FactContext(section: section, blocks: blocks, names: names)
        var facts: [Fact] = []
        if ChangeHistory.holds(section, in: documents[index].name) {
            drops.add("section lists changes and states no lasting facts")
        } else {
            for fact in FactReader(context: context, options: options).facts(drops: &drops) {
                if let fact = checked(fact, blocks) { facts.append(fact) }
            }
        }
        let passages = PassageBuilder(longest: options.passageCharacters)
            .passages(of: section, blocks: blocks)
        if Self.isStyleSheet(documents[index]) {
            drops.add("style sheet, which says nothing in words", passages.count)
            return Part(section: section, document: index, facts: facts, passages: [])
        }
        return Part(section: section, document: index, facts: facts, passages: passages)
    }

    private static func isStyleSheet(_ document: RecipeDocument) -> Bool {
        document.document.format == .code
            && [".css", ".scss", ".less"].contains { document.name.lowercased().hasSuffix($0) }
    }

    /// Keeps a fact whose key stands in its source and whose answer is short.
    private mutating func checked(_ fact: Fact, _ blocks: [DocumentBlock]) -> Fact? {
        let source = blocks[fact.source.firstBlock...fact.source.lastBlock]
        let key = Self.words(fact.key)
        guard let evidence = evidence(of: fact, key, in: source) else {
            drops.add("answer not found in its source")
            return nil
        }
        // Korean joins endings to words, so that a value need not end where a word does.
        guard Self.words(fact.answer).contains(Korean.isKorean(fact.answer) ? key.trimmed : key) else {
            drops.add("answer does not hold the fact")
            return nil
        }
        guard fact.answer.count <= options.answerCharacters else {
            drops.add("answer too long")
            return nil
        }
        var fact = fact
        fact.evidence = evidence
        var seen: Set<String> = []
        fact.questions = fact.questions.filter { $0.count <= 240 && seen.insert(Self.words($0)).inserted }
        guard fact.questions.count >= 2 else {
            drops.add("too few ways to ask")
            return nil
        }
        // A gap's sentence is the question: its keywords ask for nothing. Those of a list are its heading.
        fact.isAskedLoosely = fact.kind != .cloze && fact.kind != .list
        return fact
    }

    private func evidence(of fact: Fact, _ key: String, in source: ArraySlice<DocumentBlock>) -> String? {
        // A row of a table is its own quote: to look through the table for each cell takes the square of its rows.
        if !key.isEmpty, Self.words(fact.evidence).contains(key.trimmed) { return fact.evidence }
        guard let quote = Evidence.quote(of: fact.key, answer: fact.answer, in: source),
            Evidence.occurs(quote, in: SourceText.of(source))
        else { return nil }
        return quote
    }

    /// How many of the fact's own questions are trained: one is left for recall.
    private func plainCount(_ fact: Fact) -> Int {
        min(wordings, max(options.questions, 1), max(fact.questions.count - 1, 1))
    }

    /// The question that is kept for recall: one that is not trained, alone or within a longer one.
    private func recallQuestion(of fact: Fact) -> String? {
        let trained = fact.questions.prefix(plainCount(fact)).map(Self.words)
        return fact.questions.dropFirst(trained.count).first { question in
            let words = Self.words(question)
            return !trained.contains { $0.contains(words) }
        }
    }

    /// Where the documents state many facts, each is asked less often: the loosest wordings go first.
    private mutating func limitWordings(_ parts: [Part]) {
        let facts = parts.reduce(0) { $0 + ($1.isHeldOut ? 0 : $1.facts.count) }
        let few = min(wordings, Self.fewestWordings)
        wordings = min(wordings, max(options.questionRows / max(facts, 1), few))
    }

    /// A text as its words in lower case with one space around each, so that whole words are compared.
    static func words(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }

    /// Fills the wordings of each fact up with looser ways to ask its trained questions.
    ///
    /// None holds the question that is kept for recall, and none asks for another fact too.
    private mutating func addVariations(_ parts: inout [Part]) {
        guard wordings >= options.wordings else { return }
        for index in parts.indices where !parts[index].isHeldOut {
            for position in parts[index].facts.indices where parts[index].facts[position].isAskedLoosely {
                let fact = parts[index].facts[position]
                let trained = plainCount(fact)
                let kept = recallQuestion(of: fact).map(Self.words)
                // Twice as many, because some are dropped here and below.
                let loose = QuestionVariation(questions: Array(fact.questions.prefix(trained)))
                    .variations(2 * max(wordings - trained, 0))
                    .filter { wording in kept.map { !Self.words(wording).contains($0) } ?? true }
                parts[index].facts[position].variations = loose
                for wording in loose {
                    answersByQuestion[Self.words(wording), default: []].insert(fact.answer)
                }
            }
        }
        for index in parts.indices {
            for position in parts[index].facts.indices {
                let fact = parts[index].facts[position]
                parts[index].facts[position].variations = Array(
                    fact.variations.filter(isOwn).prefix(wordings - plainCount(fact)))
            }
        }
    }

    // MARK: - Repeats

    /// Where the documents state many facts, what a section opens with is learned from its passage alone.
    private mutating func removeOpenings(_ parts: inout [Part]) {
        let stated = parts.reduce(0) { $0 + $1.facts.count { $0.kind != .summary && $0.kind != .cloze } }
        guard stated >= parts.count else { return }
        for index in parts.indices {
            let kept = parts[index].facts.filter { $0.kind != .summary }
            drops.add("section opening, which its passage teaches", parts[index].facts.count - kept.count)
            parts[index].facts = kept
        }
    }

    private mutating func removeRepeatedPassages(_ parts: inout [Part], in order: [Int]) {
        for index in order {
            let kept = parts[index].passages.filter { passageIndex.add($0.text) == nil }
            drops.add("passage nearly repeats an earlier one", parts[index].passages.count - kept.count)
            parts[index].passages = kept
        }
    }

    private mutating func removeRepeatedFacts(_ parts: inout [Part], in order: [Int]) {
        var seen: Set<String> = []
        for index in order {
            parts[index].facts = parts[index].facts.filter { fact in
                let isNew = seen.insert(Self.words(fact.answer) + "|" + Self.words(fact.key)).inserted
                if !isNew { drops.add("fact repeats an earlier one") }
                return isNew
            }
        }
    }

    /// A question with two different answers teaches neither.
    private mutating func removeAmbiguousQuestions(_ parts: inout [Part]) {
        for fact in parts.flatMap(\.facts) {
            for question in fact.questions {
                answersByQuestion[Self.words(question), default: []].insert(fact.answer)
            }
        }
        for index in parts.indices {
            parts[index].facts = parts[index].facts.compactMap { fact in
                var fact = fact
                let kept = fact.questions.filter(isOwn)
                drops.add("question has two different answers", fact.questions.count - kept.count)
                fact.questions = kept
                if kept.isEmpty { drops.add("fact without a question of its own") }
                return kept.isEmpty ? nil : fact
            }
        }
    }

    /// Whether a question has one answer only.
    private func isOwn(_ question: String) -> Bool {
        answersByQuestion[Self.words(question), default: []].count == 1
    }

    // MARK: - Rows

    private mutating func emit(_ parts: [Part]) {
        var recall: [Example] = []
        var asked: [Int: [Asked]] = [:]
        for part in parts {
            emitPassages(of: part)
            for fact in part.facts {
                if part.isHeldOut {
                    output.heldOut.append(row([(fact.questions[0], fact)], part.document))
                    drops.add("further wording of a held-out fact", fact.questions.count - 1)
                    continue
                }
                let trained = plainCount(fact)
                asked[part.document, default: []].append(
                    Asked(fact: fact, questions: fact.questions.prefix(trained) + fact.variations))
                let kept = recallQuestion(of: fact)
                if let kept { recall.append(row([(kept, fact)], part.document)) }
                drops.add(
                    "wording beyond those asked for", fact.questions.count - trained - (kept == nil ? 0 : 1))
            }
        }
        for document in documents.indices { emitQuestions(asked[document] ?? [], document) }
        let wanted = min(max(options.recallQuestions, 0), recall.count)
        output.recall = (0..<wanted).map { recall[$0 * recall.count / wanted] }
        drops.add("recall question beyond those asked for", recall.count - wanted)
    }

    /// A fact with the wordings that are trained.
    private struct Asked {
        var fact: Fact
        var questions: [String]
    }

    private mutating func emitPassages(of part: Part) {
        let blocks = documents[part.document].document.blocks
        let sizes = part.section.blocks.map { PassageBuilder.text(of: blocks[$0]).count }
        for passage in part.passages {
            let span = passage.source.firstBlock...passage.source.lastBlock
            let size = span.reduce(0) { $0 + sizes[$1 - part.section.blocks.lowerBound] }
            guard part.isHeldOut || !isCovered(passage, ofCharacters: size, by: part.facts) else {
                drops.add("passage is covered by its questions")
                continue
            }
            let row = Example(
                kind: .passage, text: passage.breadcrumb + "\n\n" + passage.text, source: passage.source)
            if part.isHeldOut { output.heldOut.append(row) } else { output.train.append(row) }
        }
    }

    /// Goes through a document's facts once for every wording; a row holds each fact at most once.
    ///
    /// Rows are cut at other places in every round, so that a fact does not always stand at the same place of
    /// its row: a person's question mostly follows nothing.
    private mutating func emitQuestions(_ asked: [Asked], _ document: Int) {
        let size = max(options.questionsPerRow, 1)
        for round in 0..<(asked.map(\.questions.count).max() ?? 0) {
            var turns: [(String, Fact)] = []
            func close() {
                if !turns.isEmpty { output.train.append(row(turns, document)) }
                turns = []
            }
            for (index, item) in asked.enumerated() where round < item.questions.count {
                if (index + round * 2) % size == 0 { close() }
                turns.append((item.questions[(index + round) % item.questions.count], item.fact))
            }
            close()
        }
    }

    /// A row of one or more questions with their answers; its span reaches from the first source to the last.
    private func row(_ turns: [(question: String, fact: Fact)], _ document: Int) -> Example {
        let name = documents[document].name
        let spans = turns.map(\.fact.source)
        let messages = turns.flatMap { question, fact in
            [Message(role: .user, content: question), Message(role: .assistant, content: fact.answer)]
        }
        let source = SourceSpan(
            documentId: documents[document].id, firstBlock: spans.map(\.firstBlock).min() ?? 0,
            lastBlock: spans.map(\.lastBlock).max() ?? 0)
        // Rows of several facts state no single one.
        let factId =
            turns.count == 1
            ? turns.first.map { StableHash.hex(name + "\n" + $0.fact.answer + "\n" + $0.fact.key) } : nil
        return Example(
            kind: .question, messages: messages, source: source, factId: factId,
            evidence: turns.map(\.fact.evidence).joined(separator: "\n"))
    }

    /// Whether facts say what a passage says, whose blocks hold some characters.
    private func isCovered(_ passage: Passage, ofCharacters size: Int, by facts: [Fact]) -> Bool {
        guard options.coveredShare < 1 else { return false }
        let span = passage.source.firstBlock...passage.source.lastBlock
        let covered = facts.filter { span.contains($0.source.firstBlock) }.reduce(0) {
            $0 + $1.coveredCharacters
        }
        // A long block is cut into passages that all name it: its facts cover the block, not each of them.
        return Double(covered) >= options.coveredShare * Double(max(size, passage.text.count))
    }

    private mutating func count(_ parts: [Part], _ heldOut: HoldOut) {
        let facts = parts.filter { !$0.isHeldOut }.flatMap(\.facts)
        func add(_ name: String, _ count: Int) { output.counts.append(RecipeCount(name: name, count: count)) }
        add("documents", documents.count)
        add("sections", parts.count)
        add("characters", documents.reduce(0) { $0 + $1.document.characterCount })
        add("passages learned", output.train.count { $0.kind == .passage })
        add("facts learned", facts.count)
        for kind in Fact.Kind.allCases { add("facts from \(kind.plural)", facts.count { $0.kind == kind }) }
        let rows = output.train.filter { $0.kind == .question }
        add("question rows learned", rows.count)
        add("questions learned", rows.reduce(0) { $0 + $1.messages.count / 2 })
        add("recall questions, never learned", output.recall.count)
        add("held-out rows, never learned", output.heldOut.count)
        output.counts += heldOut.counts()
    }
}
