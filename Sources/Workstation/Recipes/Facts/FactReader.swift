import Core

/// Reads all facts of a section.
struct FactReader {
    /// Where the section stands.
    var context: FactContext
    /// The knobs.
    var options: RecipeOptions

    /// Returns the facts in reading order and counts what gives none.
    func facts(drops: inout DropTally) -> [Fact] {
        var facts = AnswerFacts(context: context, longestAnswer: options.answerCharacters).facts()
        var taken = Set(facts.flatMap { $0.source.firstBlock...$0.source.lastBlock })
        for index in context.section.blocks where !taken.contains(index) {
            let found = self.facts(in: context.blocks[index], index, drops: &drops)
            if !found.isEmpty { taken.insert(index) }
            facts += found
        }
        facts += ListFacts(context: context, longestAnswer: options.answerCharacters)
            .facts(taken: taken, drops: &drops)
        if facts.isEmpty {
            facts = SummaryFacts(context: context, longestAnswer: options.answerCharacters).facts()
            facts += ClozeFacts(context: context, most: options.gapsPerSection).facts()
        }
        return facts.sorted {
            ($0.source.firstBlock, $0.source.lastBlock) < ($1.source.firstBlock, $1.source.lastBlock)
        }
    }

    /// Bytes of a paragraph that is asked about: a longer one was never meant to be read as one.
    private static let longestParagraph = 100_000

    private func facts(in block: DocumentBlock, _ index: Int, drops: inout DropTally) -> [Fact] {
        guard block.text.utf8.count <= Self.longestParagraph else {
            drops.add("paragraph too long to ask about")
            return []
        }
        switch block.kind {
        case .table: return TableFacts(context: context).facts(in: block, block: index, drops: &drops)
        case .listItem:
            let labels = LabelFacts(context: context).facts(inLine: block.text, block: index, isItem: true)
            return labels.isEmpty ? statements(block.text, index) : labels
        case .paragraph, .quote:
            let labels = LabelFacts(context: context).facts(inLine: block.text, block: index, isItem: false)
            return labels.isEmpty ? statements(block.text, index) : labels
        case .heading, .code: return []
        }
    }

    private func statements(_ text: String, _ index: Int) -> [Fact] {
        Korean.isKorean(text)
            ? KoreanFacts(context: context).facts(in: text, block: index)
            : StatementFacts(context: context).facts(in: text, block: index)
    }
}
