import Core

/// Reads facts from plain sentences: "The alarm is armed at 19:15".
///
/// Only sentences that stand on their own are used: a subject that names something, a known verb, and a
/// concrete rest. Anything else stays running text.
struct StatementFacts {
    /// Where the sentences stand.
    var context: FactContext
    /// The longest sentence that is used.
    var longestSentence = 170

    /// Returns the facts of a paragraph.
    func facts(in text: String, block: Int) -> [Fact] {
        SentenceSplitter.sentences(of: text).flatMap { facts(inSentence: $0, block: block) }
    }

    private func facts(inSentence sentence: String, block: Int) -> [Fact] {
        let main = Self.mainClause(sentence)
        guard main.count <= longestSentence, !main.contains("?"), let clause = Clause(main) else { return [] }
        let subject = context.names.inside(clause.subject)
        let questions: [(key: String, wordings: [String])]
        switch clause.form {
        case .being: questions = being(clause, subject)
        case .passive, .lexical: questions = asked(clause, subject)
        case .modal: questions = rule(clause, subject)
        }
        return questions.filter { !$0.key.isEmpty && !$0.wordings.isEmpty }.map {
            context.fact(
                .statement, key: $0.key, answer: main, questions: $0.wordings, from: block,
                covering: sentence.count)
        }
    }

    /// The sentence up to an afterthought: ", because …", ", and …".
    private static func mainClause(_ sentence: String) -> String {
        let closers = [
            ", and ", ", but ", ", because ", ", since ", ", which ", ", who ", ", so ", ", even ", ", as ",
            ", where ",
            ", though ", "; ", " because ", " since ", ", or ", ", whether ", ", when ", " and is ",
            " and are ",
            " and must ", " and has ", " and does ", " and says ", " and never ", " and not ",
        ]
        var end = sentence.endIndex
        for closer in closers {
            // A comma list ("cash, cards and transfer") must stay whole: cut only after the verb's own part.
            if let found = sentence.firstRange(of: closer), found.lowerBound < end,
                !sentence[..<found.lowerBound].contains(",")
            {
                end = found.lowerBound
            }
        }
        return English.sentence(English.unstopped(String(sentence[..<end])))
    }

    private func being(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        let value = clause.rest
        guard !clause.isDenied, Self.isConcrete(value) else { return [] }
        if let first = value.split(separator: " ").first?.lowercased(), Verbs.prepositions.contains(first),
            !["over", "every", "between"].contains(first)
        {
            return asked(clause, subject)
        }
        if let wording = attribute(of: clause, value) { return [(value, wording.questions)] }
        if English.isPerson(value), English.isRole(clause.subject) {
            return [
                (
                    value,
                    [
                        "Who \(clause.helper) \(subject)?", "What is the name of \(subject)?",
                        "Which person \(clause.helper) \(subject)?",
                        "Can you tell me who \(subject) \(clause.finite)?",
                        "Do you know who \(subject) \(clause.finite)?",
                        "Whom do you have as \(subject)?",
                        "I would like to know who \(subject) \(clause.finite).",
                        "Please say who \(subject) \(clause.finite).",
                        "Tell me who \(subject) \(clause.finite).",
                    ]
                )
            ]
        }
        let asking = English.isMoney(value) ? ["How much", "What", "How high"] : ["What"]
        return [(value, ClauseWording(clause: clause, subject: subject).questions(asking: asking))]
    }

    /// "The A of X is V" asks for a property; it has better questions than a bare "what".
    private func attribute(of clause: Clause, _ value: String) -> AttributeWording? {
        let words = clause.subject.split(separator: " ")
        guard clause.helper == "is" || clause.helper == "are", words.first?.lowercased() == "the",
            let at = words.firstIndex(where: { ["of", "for"].contains($0) }), at > 1, at <= 4,
            at + 1 < words.count
        else { return nil }
        return AttributeWording(
            attribute: words[1..<at].joined(separator: " "),
            subject: words[(at + 1)...].joined(separator: " "),
            value: value, link: String(words[at]))
    }

    private func asked(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        let rest = ClauseRest(clause.rest, verb: clause.verb)
        if clause.form == .passive, ["called", "named", "known"].contains(clause.verb), !rest.object.isEmpty {
            return [(clause.rest, Self.naming(clause, subject))]
        }
        if clause.form == .lexical, !rest.object.isEmpty, let money = price(clause, rest, subject) {
            return [money]
        }
        guard !Self.isOpen(rest.object) else { return [] }
        if clause.form == .passive, ["forbidden", "allowed", "permitted", "prohibited"].contains(clause.verb)
        {
            return [(clause.verb, Self.permission(clause, subject))]
        }
        let figure = rest.phrases.first {
            $0.role == .other && English.hasNumber($0.text)
                && ["with", "to", "at", "from"].contains($0.preposition)
        }
        let firstOther = rest.phrases.firstIndex { $0.role == .other } ?? rest.phrases.endIndex
        let roles: [ClauseRest.Role] = [
            .time, .agent, .interval, .duration, .limit, .amount, .place, .manner,
        ]
        var found: [ClauseRest.Phrase] = []
        for role in roles where found.count < 2 {
            guard let index = rest.phrases.firstIndex(where: { $0.role == role }),
                !Self.isOpen(rest.phrases[index].text)
            else { continue }
            // A figure says more than the interval before it; a place after another phrase belongs to that.
            if role == .interval, figure != nil { continue }
            if role == .place, index > firstOther { continue }
            // A second question only for who and when: the rest of the sentence answers it anyway.
            if found.isEmpty || role == .agent { found.append(rest.phrases[index]) }
        }
        if found.isEmpty, rest.object.isEmpty,
            let other = figure ?? rest.phrases.first(where: { $0.role == .other }),
            !Self.isOpen(other.text),
            clause.form == .passive || Self.isConcrete(other.text) || Self.telling.contains(clause.verb)
        {
            found = [other]
        }
        if !found.isEmpty {
            return found.compactMap { phrase in
                let before = rest.phrases.prefix { $0.text != phrase.text }.map(\.text)
                let kept = ([rest.object] + (phrase.role == .other ? before : [])).filter { !$0.isEmpty }
                guard !Self.isOpen(kept.joined(separator: " ")) else { return nil }
                return (
                    phrase.text,
                    questions(clause, subject, object: kept.joined(separator: " "), phrase: phrase)
                )
            }
        }
        guard clause.form == .lexical, !rest.object.isEmpty else { return [] }
        if English.isDuration(rest.object), ["take", "last"].contains(clause.verb) {
            let wording = ClauseWording(clause: clause, subject: subject)
            return [(clause.rest, wording.questions(asking: ["How long", "For how long", "How much time"]))]
        }
        guard Self.isConcrete(clause.rest) || ["receive", "hold", "contain"].contains(clause.verb) else {
            return []
        }
        return [(clause.rest, ClauseWording(clause: clause, subject: subject).questions(asking: ["What"]))]
    }

    /// Verbs whose plain phrase is worth asking for without a figure or name in it.
    private static let telling: Set<String> = ["go", "come", "run", "consist", "pay", "travel"]

    /// Whether words point outside the sentence or open another one.
    private static func isOpen(_ text: String) -> Bool {
        if ["when", "while", "if", "where"].contains(where: { text.lowercased().hasPrefix($0 + " ") }) {
            return true
        }
        let open: Set<Substring> = [
            "it", "them", "him", "they", "he", "she", "this", "these", "those", "where", "if", "we", "you",
            "there",
        ]
        let words = text.lowercased().split { !$0.isLetter }
        let end =
            words.firstIndex { ["when", "that", "which", "unless", "while"].contains($0) } ?? words.endIndex
        return words[..<end].contains(where: open.contains)
    }

    private static func permission(_ clause: Clause, _ subject: String) -> [String] {
        [
            "What is the rule for \(subject)?",
            "\(clause.helper == "are" || clause.helper == "were" ? "Are" : "Is") \(subject) allowed?",
            "What do the rules say about \(subject)?", "What should I know about \(subject)?",
            "Is there a rule about \(subject)?", "Can you tell me the rule for \(subject)?",
            "What rule is there about \(subject)?", "Please say what the rule for \(subject) is.",
            "Tell me the rule about \(subject).",
        ]
    }

    private func price(_ clause: Clause, _ rest: ClauseRest, _ subject: String) -> (String, [String])? {
        guard clause.verb == "cost", English.hasNumber(clause.rest) else { return nil }
        let wording = AttributeWording(attribute: "price", subject: subject, value: clause.rest)
        return (clause.rest, wording.questions)
    }

    private func questions(
        _ clause: Clause, _ subject: String, object: String, phrase: ClauseRest.Phrase
    ) -> [String] {
        var wording = ClauseWording(clause: clause, subject: subject, kept: object)
        let text = phrase.text.lowercased()
        switch phrase.role {
        case .time:
            if text.contains(":") {
                return wording.questions(asking: ["When", "At what time", "At what hour"])
            }
            if English.months.contains(where: text.contains), phrase.preposition == "in" {
                return wording.questions(asking: ["When", "In which month", "At what time of the year"])
            }
            if phrase.preposition == "from" {
                return wording.questions(asking: ["When", "From when to when", "During what time"])
            }
            if text.contains(where: \.isNumber), phrase.preposition == "in" {
                return wording.questions(asking: ["When", "In what year", "In which year"])
            }
            return wording.questions(asking: ["When", "On which day", "At what time"])
        case .interval:
            return wording.questions(asking: ["How often", "How frequently", "At what intervals"])
        case .duration:
            return wording.questions(asking: ["How long", "For how long", "For what length of time"])
        case .limit:
            switch phrase.preposition {
            case "until", "till":
                return wording.questions(asking: ["Until when", "How long", "Up to what time"])
            case "within": return wording.questions(asking: ["How soon", "When", "Within what time"])
            case "before", "by": return wording.questions(asking: ["When", "Before what time", "By when"])
            default: return wording.questions(asking: ["When", "At what point", "After what time"])
            }
        case .agent: return wording.questions(asking: ["By whom", "By which person", "By what person"])
        case .amount: return wording.questions(asking: ["By how much", "How much", "At what rate"])
        case .manner: return wording.questions(asking: ["How", "In what way", "In which way"])
        case .place: return wording.questions(asking: ["Where", "In what place", "In which place"])
        case .other:
            if clause.form == .lexical, ["go", "come"].contains(clause.verb) {
                let end = phrase.preposition == "from" ? "from" : ""
                wording.stranded = end
                return wording.questions(
                    asking: ["Where", "What place"].prefix(end.isEmpty ? 1 : 2).map(\.self))
            }
            let isPerson = phrase.text.split(separator: " ").dropFirst().first?.first?.isUppercase == true
            wording.stranded = phrase.preposition
            return wording.questions(asking: isPerson ? ["Who or what", "Whom"] : ["What", "What exactly"])
        }
    }

    private static func naming(_ clause: Clause, _ subject: String) -> [String] {
        [
            "What \(clause.helper) \(subject) \(clause.verb)?", "What is the name of \(subject)?",
            "Under what name is \(subject) known?",
            "Can you tell me what \(subject) \(clause.finite) \(clause.verb)?",
            "Do you know the name of \(subject)?", "By what name do people call \(subject)?",
            "What name does \(subject) have?", "I would like to know the name of \(subject).",
            "Tell me the name of \(subject).",
        ]
    }

    private func rule(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        guard !subject.lowercased().hasPrefix("no "), !Self.isOpen(clause.rest) else { return [] }
        if clause.verb == "be" { return [(clause.rest, Self.state(clause, subject))] }
        let rest = ClauseRest(clause.rest, verb: clause.verb)
        let key = [clause.verb, clause.rest].filter { !$0.isEmpty }.joined(separator: " ")
        let asked = rest.phrases.first {
            [.time, .interval, .duration, .limit, .amount, .place, .agent].contains($0.role)
        }
        if let phrase = asked, clause.helper != "can", clause.helper != "cannot", !clause.isDenied {
            return [(phrase.text, questions(clause, subject, object: rest.object, phrase: phrase))]
        }
        let isPassive = clause.verb.hasPrefix("be ")
        var questions = [
            "What is the rule for \(subject)?",
            isPassive
                ? "What \(clause.helper) \(clause.isDenied ? "not " : "")be done with \(subject)?"
                : "What \(clause.helper) \(subject) \(clause.isDenied ? "not " : "")do?",
            "What do the rules say about \(subject)?", "What should I know about \(subject)?",
            "Is there a rule about \(subject)?", "Can you tell me the rule for \(subject)?",
            "What rule is there about \(subject)?", "Please say what the rule for \(subject) is.",
            "Tell me the rule about \(subject).",
        ]
        if clause.helper == "cannot" { questions.remove(at: 1) }
        return [(key, questions)]
    }

    /// "The moisture must be below 9 percent".
    private static func state(_ clause: Clause, _ subject: String) -> [String] {
        [
            "What \(clause.helper) \(subject) be?", "What is the rule for \(subject)?",
            "How \(clause.helper) \(subject) be?", "What is asked of \(subject)?",
            "Tell me the rule for \(subject).",
        ]
    }

    /// Whether a value is more than an opinion: it has a figure, a number word, a name or a code.
    private static func isConcrete(_ value: String) -> Bool {
        English.hasNumber(value)
            || value.split(separator: " ").contains { $0.first?.isUppercase == true }
            || value.lowercased().split(separator: " ").contains {
                English.weekdays.contains(English.core($0)) || English.months.contains(English.core($0))
            }
    }
}
