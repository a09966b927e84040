import Core

/// The work of one build of *Know my documents*.
struct KnowledgeBuilder {
    private let documents: [RecipeDocument]
    private let options: RecipeOptions
    private let names: ProperNames
    private var drops = DropTally()
    private var output = RecipeOutput()
    private var passageIndex: NearDuplicates
    private var answersByQuestion: [String: Set<String>] = [:]

    /// A section with what was read from it.
    private struct Part {
        var section: DocumentSection
        var document: Int
        var facts: [Fact]
        var passages: [Passage]
        var isHeldOut = false
    }

    init(documents: [RecipeDocument], options: RecipeOptions) {
        self.documents = documents
        self.options = options
        names = ProperNames(documents)
        passageIndex = NearDuplicates(threshold: options.duplicateThreshold)
    }

    mutating func build() -> RecipeOutput {
        var parts: [Part] = []
        for (index, document) in documents.enumerated() {
            for section in SectionReader.sections(of: document) {
                parts.append(part(section, index))
            }
        }
        let heldOut = HoldOut(documents: documents, sections: parts.map { ($0.document, $0.section) }, share: options.heldOutShare)
        for index in parts.indices { parts[index].isHeldOut = heldOut.sections.contains(index) }
        removeRepeatedFacts(&parts)
        removeAmbiguousQuestions(&parts)
        emit(parts)
        count(parts, heldOut)
        output.drops = drops.drops
        return output
    }

    // MARK: - Reading

    private mutating func part(_ section: DocumentSection, _ index: Int) -> Part {
        let blocks = documents[index].document.blocks
        let context = FactContext(section: section, blocks: blocks, names: names)
        var facts: [Fact] = []
        for fact in FactReader(context: context, options: options).facts(drops: &drops) {
            if let fact = checked(fact, blocks) { facts.append(fact) }
        }
        let passages = PassageBuilder(longest: options.passageCharacters)
            .passages(of: section, blocks: blocks)
            .filter { passage in
                if passageIndex.add(passage.text) == nil { return true }
                drops.add("passage nearly repeats an earlier one")
                return false
            }
        return Part(section: section, document: index, facts: facts, passages: passages)
    }

    /// Keeps a fact whose key stands in its source and whose answer is short.
    private mutating func checked(_ fact: Fact, _ blocks: [DocumentBlock]) -> Fact? {
        let source = blocks[fact.source.firstBlock...fact.source.lastBlock]
            .map { $0.kind == .table ? $0.rows.flatMap(\.self).joined(separator: " ") : $0.text }
            .joined(separator: " ")
        guard Self.words(source).contains(Self.words(fact.key)), !Self.words(fact.key).isEmpty else {
            drops.add("answer not found in its source")
            return nil
        }
        guard Self.words(fact.answer).contains(Self.words(fact.key)) else {
            drops.add("answer does not hold the fact")
            return nil
        }
        guard fact.answer.count <= options.answerCharacters else {
            drops.add("answer too long")
            return nil
        }
        var fact = fact
        var seen: Set<String> = []
        fact.questions = fact.questions.filter { $0.count <= 240 && seen.insert(Self.words($0)).inserted }
        guard fact.questions.count >= 2 else {
            drops.add("too few ways to ask")
            return nil
        }
        return fact
    }

    /// A text as its words in lower case with one space around each, so that whole words are compared.
    static func words(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }

    // MARK: - Repeats

    private mutating func removeRepeatedFacts(_ parts: inout [Part]) {
        var seen: Set<String> = []
        for index in parts.indices {
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
                let kept = fact.questions.filter { answersByQuestion[Self.words($0), default: []].count == 1 }
                drops.add("question has two different answers", fact.questions.count - kept.count)
                fact.questions = kept
                if kept.isEmpty { drops.add("fact without a question of its own") }
                return kept.isEmpty ? nil : fact
            }
        }
    }

    // MARK: - Rows

    private mutating func emit(_ parts: [Part]) {
        var recall: [Example] = []
        for part in parts {
            let blocks = documents[part.document].document.blocks
            for passage in part.passages {
                guard part.isHeldOut || !isCovered(passage, by: part.facts, blocks) else {
                    drops.add("passage is covered by its questions")
                    continue
                }
                let row = Example(
                    kind: .passage, text: passage.breadcrumb + "\n\n" + passage.text, source: passage.source)
                if part.isHeldOut { output.heldOut.append(row) } else { output.train.append(row) }
            }
            for fact in part.facts {
                let rows = fact.questions.map { row(fact, question: $0, of: part) }
                if part.isHeldOut {
                    output.heldOut += rows.prefix(1)
                    drops.add("further wording of a held-out fact", rows.count - 1)
                    continue
                }
                let trained = min(options.wordings, max(rows.count - 1, 1))
                output.train += rows.prefix(trained)
                recall += rows.dropFirst(trained).prefix(1)
                drops.add("wording beyond those asked for", max(rows.count - trained - 1, 0))
            }
        }
        let wanted = min(max(options.recallQuestions, 0), recall.count)
        output.recall = (0..<wanted).map { recall[$0 * recall.count / wanted] }
        drops.add("recall question beyond those asked for", recall.count - wanted)
    }

    private func row(_ fact: Fact, question: String, of part: Part) -> Example {
        let name = documents[part.document].name
        return Example(
            kind: .question,
            messages: [Message(role: .user, content: question), Message(role: .assistant, content: fact.answer)],
            source: fact.source, factId: StableHash.hex(name + "\n" + fact.answer + "\n" + fact.key))
    }

    private func isCovered(_ passage: Passage, by facts: [Fact], _ blocks: [DocumentBlock]) -> Bool {
        guard options.coveredShare < 1 else { return false }
        let span = passage.source.firstBlock...passage.source.lastBlock
        let covered = facts.filter { span.contains($0.source.firstBlock) }.reduce(0) { $0 + $1.coveredCharacters }
        return Double(covered) >= options.coveredShare * Double(passage.text.count)
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
        add("questions learned", output.train.count { $0.kind == .question })
        add("recall questions, never learned", output.recall.count)
        add("held-out rows, never learned", output.heldOut.count)
        for (name, characters) in heldOut.names { add("held out, characters of \(name)", characters) }
    }
}
