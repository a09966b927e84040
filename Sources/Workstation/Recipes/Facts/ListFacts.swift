import Core

/// Reads a list as one fact: its heading or introduction asks, its items answer.
struct ListFacts {
    /// Where the list stands.
    var context: FactContext
    /// The longest answer in characters.
    var longestAnswer: Int

    /// Returns the lists of a section, without items that state a fact of their own.
    ///
    /// - Parameters:
    ///   - taken: Blocks that gave a fact already.
    ///   - drops: Counts the lists that are too long.
    /// - Returns: One fact a list.
    func facts(taken: Set<Int>, drops: inout DropTally) -> [Fact] {
        var facts: [Fact] = []
        var run: [Int] = []
        for index in context.section.blocks {
            if context.blocks[index].kind == .listItem {
                run.append(index)
            } else {
                facts += fact(run, taken: taken, drops: &drops)
                run = []
            }
        }
        return facts + fact(run, taken: taken, drops: &drops)
    }

    /// Whether an item begins with a verb, as the rest of a sentence does.
    private static func goesOn(_ item: String) -> Bool {
        guard let word = item.split(separator: " ").first.map(String.init) else { return true }
        return Verbs.modals.contains(word) || Verbs.be.contains(word) || Verbs.lexical[word] != nil
            || [
                "if", "when", "and", "or", "but", "that", "which", "it", "they", "this", "with", "from",
                "where",
            ]
            .contains(word.lowercased())
    }

    /// The sentence that a list goes on with: the end of the paragraph before it, when that ends with a colon.
    private func introduction(before first: Int) -> String? {
        guard first > context.section.blocks.lowerBound, context.blocks[first - 1].kind == .paragraph,
            context.blocks[first - 1].text.hasSuffix(":"),
            let sentence = SentenceSplitter.sentences(of: context.blocks[first - 1].text).last
        else { return nil }
        let text = String(sentence.dropLast())
        let plain = text.replacing("the following", with: "these").replacing("The following", with: "These")
        guard text.split(separator: " ").count >= 3, plain == text || !plain.isEmpty else { return nil }
        return text
    }

    private func fact(_ run: [Int], taken: Set<Int>, drops: inout DropTally) -> [Fact] {
        guard run.count >= 2, let first = run.first, let last = run.last, !run.contains(where: taken.contains)
        else {
            return []
        }
        let items = run.map { SelfContained.withoutJoint(English.unmarked(context.blocks[$0].text)) }
        guard !items.contains(where: { $0.hasSuffix(":") || $0.isEmpty }) else {
            drops.add("list of headings")
            return []
        }
        let topic = context.section.spokenTopic
        var opening = topic
        // Items that go on with a sentence need its beginning.
        if items.contains(where: { Self.goesOn($0) }) {
            guard let introduction = introduction(before: first) else {
                drops.add("list that goes on with a sentence elsewhere")
                return []
            }
            opening = introduction
        }
        let answer = "\(opening): \(items.joined(separator: "; "))"
        guard answer.count <= longestAnswer, !Korean.isKorean(answer) else {
            drops.add("list too long for a short answer")
            return []
        }
        let inside = context.names.inside(topic)
        let questions: [String]
        if inside.hasPrefix("what ") || inside.hasPrefix("how ") || inside.hasPrefix("where ") {
            questions = [
                "Can you list \(inside)?", "Tell me \(inside).", "I would like to know \(inside).",
                "Please say \(inside).",
            ]
        } else {
            questions = [
                "What is listed under “\(topic)”?", "Which points belong to \(inside)?",
                "Can you list the points of \(inside)?", "What are the points of \(inside)?",
            ]
        }
        return [
            context.fact(
                .list, key: items[0], answer: answer, questions: questions, from: first, through: last,
                covering: items.reduce(0) { $0 + $1.count })
        ]
    }
}
