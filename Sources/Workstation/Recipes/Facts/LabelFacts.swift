import Core

/// Reads facts from lines of the form "Label: value" and "Term: meaning".
struct LabelFacts {
    /// Where the lines stand.
    var context: FactContext
    /// The most words of a label.
    var longestLabel = 9
    /// The longest value in characters.
    var longestValue = 180

    /// Returns the fact of a line, if it is one.
    ///
    /// - Parameters:
    ///   - line: The text of a list item or paragraph.
    ///   - block: Its index.
    ///   - isItem: Whether it is a list item; a paragraph of this form defines a term.
    /// - Returns: At most one fact.
    func facts(inLine line: String, block: Int, isItem: Bool) -> [Fact] {
        guard let colon = line.firstRange(of: ": ") else { return [] }
        let label = String(line[..<colon.lowerBound]).trimmed
        let value = English.unstopped(String(line[colon.upperBound...]).trimmed)
        let count = label.split(separator: " ").count
        guard (1...longestLabel).contains(count), !value.isEmpty, value.count <= longestValue,
            !label.contains(where: { ".!?,;\"`‘’“”".contains($0) }), !Self.isQuestionMark(label),
            label.count(where: \.isLetter) >= 2, !value.hasSuffix(":"),
            !["and ", "or ", "but "].contains(where: value.hasPrefix),
            Self.isNaming(label), Self.isBalanced(label), Self.isBalanced(value), !value.contains("["),
            !value.hasSuffix("…"), !line.hasSuffix("..."),
            !["see ", "cf ", "note ", "for example", "for instance", "that is", "in other words"]
                .contains(where: (label.lowercased() + " ").hasPrefix)
        else { return [] }
        if Korean.isKorean(line) {
            let wording = KoreanWording(subject: label, value: value)
            return [
                context.fact(
                    isItem ? .label : .definition, key: value, answer: wording.answer,
                    questions: wording.questions,
                    from: block, covering: line.count)
            ]
        }
        let inside = context.names.inside(label)
        if isDefinition(value, isItem: isItem, words: count) {
            let wording = DefinitionWording(term: inside, meaning: context.names.inside(value))
            return [
                context.fact(
                    .definition, key: value, answer: wording.answer, questions: wording.questions,
                    from: block,
                    covering: line.count)
            ]
        }
        if !Self.isCase(label), Self.isSentence(value) || English.isCode(label), isItem || count <= 3 {
            guard SelfContained.isWhole(Self.withoutSubject(value)) else { return [] }
            if English.isCode(label) { return [explained(label, value, line, block)] }
            let wording = TermWording(term: label, meaning: English.sentence(value))
            return [
                context.fact(
                    .definition, key: value, answer: wording.answer, questions: wording.questions,
                    from: block,
                    covering: line.count)
            ]
        }
        guard isItem || value.split(separator: " ").count <= 8 else { return [] }
        if Self.isExplained(label, by: value) {
            var fact = explained(label, value, line, block)
            fact.isGeneric = true
            return [fact]
        }
        let wording = LabelWording(label: inside, value: value)
        var fact = context.fact(
            .label, key: value, answer: wording.answer, questions: questions(inside, value, wording),
            from: block, covering: line.count)
        // "Browser: …" names a kind of thing; which one its section says.
        fact.isGeneric = count == 1
        return [fact]
    }

    private func explained(_ label: String, _ value: String, _ line: String, _ block: Int) -> Fact {
        let wording = ExplainedWording(term: "“\(label)”", meaning: value)
        return context.fact(
            .label, key: value, answer: wording.answer, questions: wording.questions, from: block,
            covering: line.count)
    }

    /// "Capacity of the hoist: 380 kilograms" names a property of a thing and has better questions.
    private func questions(_ label: String, _ value: String, _ wording: LabelWording) -> [String] {
        let words = label.split(separator: " ").map(String.init)
        guard let at = words.firstIndex(where: { $0 == "of" || $0 == "for" }), at >= 1, at <= 3,
            at + 1 < words.count,
            !["a", "an"].contains(words[0])
        else { return wording.questions }
        let attribute = AttributeWording(
            attribute: words[..<at].joined(separator: " "),
            subject: words[(at + 1)...].joined(separator: " "),
            value: value, link: words[at])
        return attribute.questions
    }

    private func isDefinition(_ value: String, isItem: Bool, words: Int) -> Bool {
        let headings = context.section.path + [context.section.documentTitle]
        let isGlossary = headings.contains { heading in
            let heading = heading.lowercased()
            return ["glossary", "words", "terms", "definitions", "vocabulary"].contains(
                where: heading.contains)
        }
        guard words <= 5, value.split(separator: " ").count >= 3 else { return false }
        return isGlossary
            || !isItem && value.first?.isLowercase == true && value.split(separator: " ").count >= 5
    }

    /// Whether a value is a sentence or an instruction and no phrase that "is" could stand before.
    private static func isSentence(_ value: String) -> Bool {
        let words = value.split(separator: " ")
        guard words.count >= 4, let first = words.first else { return false }
        if imperatives.contains(String(first).lowercased()) { return true }
        // A long value with a verb of its own is a sentence in small letters.
        if words.count >= 10,
            words.contains(where: {
                Verbs.be.contains(String($0)) || ["has", "have", "must", "may"].contains($0)
            })
        {
            return true
        }
        return first.first?.isUppercase == true
            && (words.count >= 5 || value.contains(". ")
                || words[1].first?.isLowercase == true && words[1].count > 3)
            && words.dropFirst().contains { $0.first?.isLowercase == true && $0.count > 3 }
    }

    /// Whether a label is a name for something: no statement, no instruction and no mark at its end.
    private static func isNaming(_ label: String) -> Bool {
        let words = label.split(separator: " ").map { $0.lowercased() }
        guard let first = words.first,
            label.last?.isLetter == true || label.last?.isNumber == true || label.last == ")"
        else { return false }
        if words.contains(where: { Verbs.be.contains($0) || Verbs.modals.contains($0) }) { return false }
        return words.count == 1 || !imperatives.contains(first)
    }

    private static func isBalanced(_ text: String) -> Bool {
        [("(", ")"), ("[", "]"), ("“", "”")].allSatisfy { open, close in
            text.count { $0 == Character(open) } == text.count { $0 == Character(close) }
        }
    }

    /// Whether a single word in a list is explained and has no value: "License: optional".
    private static func isExplained(_ label: String, by value: String) -> Bool {
        !label.contains(" ") && !English.hasNumber(value)
            && (label.first?.isLowercase == true || value.first?.isLowercase == true)
    }

    /// Whether a label names a case in which the value advises: "A key that sticks: …".
    private static func isCase(_ label: String) -> Bool {
        ["a ", "an ", "if ", "when "].contains { label.lowercased().hasPrefix($0) }
    }

    private static let imperatives: Set<String> = [
        "report", "start", "stop", "restart", "reload", "cause", "run", "print", "remove", "add", "create",
        "restarts", "starts", "stops", "removes", "specifies", "tells", "sets", "using", "send", "write",
        "change", "check", "install", "put", "give", "enter", "open", "type", "make", "keep", "try",
    ]

    /// "This declares …" says of the term what it does: the pointing word is answered by the term.
    private static func withoutSubject(_ value: String) -> String {
        for opening in ["This ", "These "] where value.hasPrefix(opening) {
            return "It " + value.dropFirst(opening.count)
        }
        return value
    }

    private static func isQuestionMark(_ label: String) -> Bool {
        [
            "q", "a", "question", "answer", "note", "warning", "tip", "important", "caution", "example",
            "http", "https",
        ]
        .contains(label.lowercased())
    }
}
