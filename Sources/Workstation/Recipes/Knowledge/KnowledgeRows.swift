import Core
import Ingest

/// The rows that are made of parts: passages, questions to learn, and those that only measure.
struct KnowledgeRows {
    /// Rows that are learned.
    private(set) var train: [Example] = []
    /// Rows of held-out parts.
    private(set) var heldOut: [Example] = []
    /// Questions about learned facts in a wording that is never learned.
    private(set) var recall: [Example] = []

    private let documents: [RecipeDocument]
    private let options: RecipeOptions

    /// A fact with the wordings that are trained.
    private struct Asked {
        var fact: Fact
        var questions: [String]
    }

    init(documents: [RecipeDocument], options: RecipeOptions) {
        self.documents = documents
        self.options = options
    }

    /// Adds the rows of all parts.
    mutating func add(_ parts: [KnowledgePart], drops: inout DropTally) {
        var kept: [Example] = []
        var asked: [Int: [Asked]] = [:]
        for part in parts {
            addPassages(of: part, drops: &drops)
            for fact in part.facts {
                if part.isHeldOut {
                    heldOut.append(row([(fact.questions[0], fact)], part.document))
                    drops.add("further wording of a held-out fact", fact.questions.count - 1)
                    continue
                }
                asked[part.document, default: []].append(
                    Asked(
                        fact: fact, questions: fact.questions.prefix(fact.trainedQuestions) + fact.variations)
                )
                if let question = fact.recallQuestion { kept.append(row([(question, fact)], part.document)) }
                drops.add(
                    "wording beyond those asked for",
                    fact.questions.count - fact.trainedQuestions - (fact.recallQuestion == nil ? 0 : 1))
            }
        }
        for document in documents.indices { addQuestions(asked[document] ?? [], document) }
        let wanted = min(max(options.recallQuestions, 0), kept.count)
        recall = (0..<wanted).map { kept[$0 * kept.count / wanted] }
        drops.add("recall question beyond those asked for", kept.count - wanted)
    }

    private mutating func addPassages(of part: KnowledgePart, drops: inout DropTally) {
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
            if part.isHeldOut { heldOut.append(row) } else { train.append(row) }
        }
    }

    /// Goes through a document's facts once for every wording; a row holds each fact at most once.
    ///
    /// Rows are cut at other places in every round, so that a fact does not always stand at the same place of
    /// its row: a person's question mostly follows nothing.
    private mutating func addQuestions(_ asked: [Asked], _ document: Int) {
        let size = max(options.questionsPerRow, 1)
        for round in 0..<(asked.map(\.questions.count).max() ?? 0) {
            var turns: [(String, Fact)] = []
            func close() {
                if !turns.isEmpty { train.append(row(turns, document)) }
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
}
