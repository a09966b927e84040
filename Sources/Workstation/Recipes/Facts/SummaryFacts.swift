import Core

/// Asks what a section says, for sections that gave no other fact: its opening answers.
struct SummaryFacts {
    /// The section.
    var context: FactContext
    /// The longest answer in characters.
    var longestAnswer: Int

    /// Returns at most one fact.
    func facts() -> [Fact] {
        guard let heading = context.section.path.last, !heading.hasSuffix("?"), !Korean.isKorean(heading),
            (3...80).contains(heading.count), heading.contains(where: \.isLetter),
            let block = context.section.blocks.first(where: {
                context.blocks[$0].kind == .paragraph && context.blocks[$0].text.count >= 40
            }), let opening = SentenceSplitter.sentences(of: context.blocks[block].text).first,
            (30...min(longestAnswer, 160)).contains(opening.count), !opening.hasSuffix("?"),
            !opening.hasSuffix(":"), SelfContained.isWhole(opening)
        else { return [] }
        let topic = context.section.spokenTopic
        let title = context.section.documentTitle
        let place = title == topic ? "" : " in “\(title)”"
        return [
            context.fact(
                .summary, key: English.unstopped(opening), answer: opening,
                questions: [
                    "What does the section “\(topic)”\(place) say?", "How does “\(topic)”\(place) begin?",
                ], from: block, covering: opening.count)
        ]
    }
}
