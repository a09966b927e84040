import Core

/// Asks for the telling words of a sentence that gives no other question: a figure, a name, a code.
struct ClozeFacts {
    /// Where the sentences stand.
    var context: FactContext
    /// Most gaps of one section.
    var most: Int
    private static let gap = "____"

    /// Returns the gaps of a section.
    func facts() -> [Fact] {
        var facts: [Fact] = []
        for index in context.section.blocks where context.blocks[index].kind == .paragraph {
            let text = context.blocks[index].text
            guard !Korean.isKorean(text) else { continue }
            for sentence in SentenceSplitter.sentences(of: text) where facts.count < most {
                if let fact = fact(sentence, index) { facts.append(fact) }
            }
        }
        return facts
    }

    private func fact(_ sentence: String, _ block: Int) -> Fact? {
        let words = sentence.split(separator: " ")
        guard (7...32).contains(words.count), sentence.count <= 220, sentence.hasSuffix("."),
            sentence.first?.isUppercase == true, let first = words.first,
            !English.pointing.contains(English.core(first).lowercased()), SelfContained.isWhole(sentence),
            let hidden = telling(words)
        else { return nil }
        // The words are hidden once; a sentence that says them twice would give them away.
        guard sentence.ranges(of: hidden).count == 1 else { return nil }
        let open = sentence.replacing(hidden, with: Self.gap)
        return context.fact(
            .cloze, key: hidden, answer: sentence,
            questions: [
                "Fill in the gap: “\(open)”", "Which words are missing in “\(open)”?",
                "Complete the sentence “\(open)”",
                "What belongs in the gap of “\(open)”?",
            ], from: block, covering: 0)
    }

    /// A code without the marks of the sentence around it: "/etc/news" keeps its stroke.
    private static func token(_ word: Substring) -> String {
        var word = word
        while let last = word.last, ".,;:!?)”’\"'".contains(last) { word.removeLast() }
        while let first = word.first, "(“‘\"'".contains(first) { word.removeFirst() }
        return String(word)
    }

    /// The last word that only one who knows the text can say, with the unit behind a figure.
    private func telling(_ words: [Substring]) -> String? {
        for index in words.indices.reversed() where index >= 3 {
            let core = English.core(words[index])
            guard core.count >= 2, core.first.map({ $0.isLetter || $0.isNumber }) == true else { continue }
            if core.contains(where: \.isNumber), index + 1 < words.count {
                let unit = English.core(words[index + 1])
                return words[index].last?.isNumber == true && !unit.isEmpty ? "\(core) \(unit)" : core
            }
            let isName = core.first?.isUppercase == true && context.names.contains(Substring(core))
            if English.isCode(words[index]) { return Self.token(words[index]) }
            if core.contains(where: \.isNumber) || isName { return core }
        }
        return nil
    }
}
