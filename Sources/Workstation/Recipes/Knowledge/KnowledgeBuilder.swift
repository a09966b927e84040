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
    private var wordings: FactWordings

    init(documents all: [RecipeDocument], options: RecipeOptions) {
        let copies = DocumentCopies.positions(in: all)
        let documents = all.indices.filter { !copies.contains($0) }.map { all[$0] }
        self.documents = documents
        self.options = options
        wordings = FactWordings(options: options)
        names = ProperNames(documents)
        passageIndex = NearDuplicates(threshold: options.duplicateThreshold)
        drops.add("document says the same as others in another format", copies.count)
    }

    mutating func build() -> RecipeOutput {
        var parts: [KnowledgePart] = []
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
        wordings.removeAmbiguous(from: &parts, drops: &drops)
        wordings.choose(for: &parts)
        var rows = KnowledgeRows(documents: documents, options: options)
        rows.add(parts, drops: &drops)
        (output.train, output.heldOut, output.recall) = (rows.train, rows.heldOut, rows.recall)
        output.drops = drops.drops
        output.removeLeaks()
        count(parts, heldOut)
        return output
    }

    // MARK: - Reading

    private mutating func part(_ section: DocumentSection, _ index: Int) -> KnowledgePart {
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
            return KnowledgePart(section: section, document: index, facts: facts, passages: [])
        }
        return KnowledgePart(section: section, document: index, facts: facts, passages: passages)
    }

    private static func isStyleSheet(_ document: RecipeDocument) -> Bool {
        document.document.format == .code
            && [".css", ".scss", ".less"].contains { document.name.lowercased().hasSuffix($0) }
    }

    /// Keeps a fact whose key stands in its source and whose answer is short.
    private mutating func checked(_ fact: Fact, _ blocks: [DocumentBlock]) -> Fact? {
        let source = blocks[fact.source.firstBlock...fact.source.lastBlock]
        let key = fact.key.comparedWords
        guard let evidence = evidence(of: fact, key, in: source) else {
            drops.add("answer not found in its source")
            return nil
        }
        // Korean joins endings to words, so that a value need not end where a word does.
        guard fact.answer.comparedWords.contains(Korean.isKorean(fact.answer) ? key.trimmed : key) else {
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
        fact.questions = fact.questions.filter { $0.count <= 240 && seen.insert($0.comparedWords).inserted }
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
        if !key.isEmpty, fact.evidence.comparedWords.contains(key.trimmed) { return fact.evidence }
        guard let quote = Evidence.quote(of: fact.key, answer: fact.answer, in: source),
            Evidence.occurs(quote, in: SourceText.of(source))
        else { return nil }
        return quote
    }

    // MARK: - Repeats

    /// Where the documents state many facts, what a section opens with is learned from its passage alone.
    private mutating func removeOpenings(_ parts: inout [KnowledgePart]) {
        let stated = parts.reduce(0) { $0 + $1.facts.count { $0.kind != .summary && $0.kind != .cloze } }
        guard stated >= parts.count else { return }
        for index in parts.indices {
            let kept = parts[index].facts.filter { $0.kind != .summary }
            drops.add("section opening, which its passage teaches", parts[index].facts.count - kept.count)
            parts[index].facts = kept
        }
    }

    private mutating func removeRepeatedPassages(_ parts: inout [KnowledgePart], in order: [Int]) {
        for index in order {
            let kept = parts[index].passages.filter { passageIndex.add($0.text) == nil }
            drops.add("passage nearly repeats an earlier one", parts[index].passages.count - kept.count)
            parts[index].passages = kept
        }
    }

    private mutating func removeRepeatedFacts(_ parts: inout [KnowledgePart], in order: [Int]) {
        var seen: Set<String> = []
        for index in order {
            parts[index].facts = parts[index].facts.filter { fact in
                let isNew = seen.insert(fact.answer.comparedWords + "|" + fact.key.comparedWords).inserted
                if !isNew { drops.add("fact repeats an earlier one") }
                return isNew
            }
        }
    }

    // MARK: - Rows

    private mutating func count(_ parts: [KnowledgePart], _ heldOut: HoldOut) {
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
