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
        let main = Self.mainClause(SelfContained.withoutJoint(English.unpointed(English.unmarked(sentence))))
        guard main.count <= longestSentence, !main.contains("?"), SelfContained.isWhole(main),
            let clause = Clause(main), clause.subject.count(where: \.isLetter) >= 2,
            !clause.subject.contains(" - "),
            clause.subject.first?.isNumber != true || !clause.subject.contains("."),
            !["all of the ", "any of the ", "each of the ", "part of the ", "some of the ", "most of the "]
                .contains(
                    where: clause.subject.lowercased().hasPrefix),
            Self.names(clause.subject), !English.pointsBack(clause.subject)
        else { return [] }
        let isPlaceholder = Self.isPlaceholder(sentence) && !clause.subject.contains(" ")
        let quoted = "“\(sentence.prefix { $0 != " " })”"
        let subject = isPlaceholder ? quoted : context.names.inside(clause.subject)
        let answer = isPlaceholder ? quoted + main.dropFirst(clause.subject.count) : main
        let questions: [(key: String, wordings: [String])]
        switch clause.form {
        case .being: questions = being(clause, subject)
        case .passive, .lexical: questions = asked(clause, subject)
        case .modal: questions = rule(clause, subject)
        }
        let isDefinition = clause.form == .being && Self.isDefinition(clause)
        let isGeneric =
            Self.isGeneric(clause, context.names) || Self.isPlaceholder(sentence)
            || clause.subject.split(separator: " ").count + clause.rest.split(separator: " ").count <= 2
        return questions.filter { !$0.key.isEmpty && !$0.wordings.isEmpty }.map {
            var fact = context.fact(
                isDefinition ? .definition : .statement, key: $0.key, answer: answer, questions: $0.wordings,
                from: block,
                covering: sentence.count)
            fact.isGeneric = isGeneric
            return fact
        }
    }

    /// Whether a subject has a word of its own outside brackets: "/ (between <name> and <case>)" has none.
    private static func names(_ subject: String) -> Bool {
        var depth = 0
        var letters = 0
        for character in subject {
            if "(<[{".contains(character) { depth += 1 }
            if depth == 0, character.isLetter { letters += 1 }
            if ")>]}".contains(character) { depth = max(depth - 1, 0) }
        }
        return letters >= 2
    }

    /// Whether a sentence explains a word in small letters, as lists of placeholders do: "type is an optional element".
    private static func isPlaceholder(_ sentence: String) -> Bool {
        guard let first = sentence.split(separator: " ").first, let letter = first.first else { return false }
        return letter.isLowercase && !English.isCode(first)
    }

    /// Nouns that many things share in any text about programs and papers.
    private static let kinds: Set<String> = [
        "file", "files", "field", "fields", "value", "values", "name", "names", "script", "scripts",
        "program",
        "programs", "command", "commands", "option", "options", "section", "list", "line", "lines", "format",
        "content",
        "contents", "string", "package", "packages", "builder", "result", "tag", "keyword", "entry",
        "entries",
        "function", "method", "argument", "arguments", "parameter", "syntax", "type", "status", "code",
        "library",
        "libraries", "directory", "tool", "tools", "system", "user", "part", "rule", "target", "targets",
        "number", "text", "character", "characters", "block", "object", "application", "applications",
        "directories", "system", "systems", "users", "people", "parser", "parsers", "whitespace", "rules",
        "exceptions", "items", "item", "change", "changes", "problem", "problems", "question", "questions",
        "answer", "version", "versions", "information", "document", "documents", "person", "data", "process",
        "processes", "action", "actions", "element", "elements", "variable", "variables", "link", "links",
        "page", "pages", "example", "examples", "form", "case", "cases", "step", "steps", "state", "purpose",
        "identifier", "syntax", "bug", "task", "tasks", "note", "notes",
        "description", "default", "limit", "request", "requests", "message", "messages", "set", "group",
    ]

    /// Whether a subject is a noun that many things share: "the file", "programs", "the package or tool".
    private static func isGeneric(_ clause: Clause, _ names: ProperNames) -> Bool {
        let subject = clause.subject
        var words = subject.lowercased().split(separator: " ")
        if let first = words.first, ["the", "a", "an", "each", "every", "any", "all"].contains(first) {
            words.removeFirst()
        }
        words.removeAll { ["and", "or", "the", "a", "an", "itself", "themselves"].contains($0) }
        // "Libraries should be stripped" is a rule of its section.
        let isBare = clause.form == .modal && !subject.contains(" ")
        return words.allSatisfy { kinds.contains(String($0)) }
            || isBare && English.isPlural(subject) && !names.contains(Substring(subject))
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
                !sentence[..<found.lowerBound].contains(","), !sentence[..<found.lowerBound].contains(": ")
            {
                end = found.lowerBound
            }
        }
        if let second = secondClause(in: sentence[..<end]) { end = second }
        return English.sentence(English.unstopped(String(sentence[..<end])))
    }

    /// Where a second statement begins that only a conjunction joins: "… and the installation must not continue".
    private static func secondClause(in sentence: Substring) -> String.Index? {
        for joint in [" and the ", " and a ", " and an ", " and it ", " and they ", " and no ", " and you "] {
            guard let found = sentence.firstRange(of: joint) else { continue }
            let words = sentence[found.upperBound...].split(separator: " ").prefix(6)
            let verb = words.firstIndex { Verbs.be.contains(String($0)) || Verbs.modals.contains(String($0)) }
            let before = sentence[..<found.lowerBound].split(separator: " ")
            let hasVerb = before.contains {
                Verbs.be.contains(String($0)) || Verbs.modals.contains(String($0))
            }
            // "The key and the fob are kept": the first part needs a verb of its own.
            if verb != nil, hasVerb { return found.lowerBound }
        }
        return nil
    }

    private func being(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        let value = clause.rest
        if Self.isDefinition(clause) { return [(value, Self.definition(clause, subject))] }
        let isPurpose = value.hasPrefix("to ") && value.split(separator: " ").count >= 4
        guard !clause.isDenied, Self.isConcrete(value) || isPurpose else { return [] }
        if !isPurpose, let first = value.split(separator: " ").first?.lowercased(),
            Verbs.prepositions.contains(first),
            !["over", "every", "between"].contains(first)
        {
            return asked(clause, subject)
        }
        // "The field name is Package and the field value libc6" says two things in one.
        guard Self.namesThing(value) || isPurpose, !value.contains(" and the ") else { return [] }
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

    /// Whether a value can answer "what": it begins with an article, a figure, a name or a code and no quality.
    private static func namesThing(_ value: String) -> Bool {
        guard let first = value.split(separator: " ").first, let letter = first.first else { return false }
        let word = English.core(first).lowercased()
        return !letter.isLowercase || English.determiners.contains(word) || English.isCode(first)
            || ["one", "over", "about", "between", "every", "what", "that"].contains(word)
            || English.hasNumber(value.split(separator: " ").prefix(2).joined(separator: " "))
    }

    /// Whether a sentence says what kind of thing something is: "A native package is a package that …".
    private static func isDefinition(_ clause: Clause) -> Bool {
        let value = clause.rest.split(separator: " ")
        let subject = clause.subject.split(separator: " ")
        guard !clause.isDenied, clause.helper == "is" || clause.helper == "are", value.count >= 5,
            let first = value.first, let opening = subject.first?.lowercased(), subject.count <= 6,
            !clause.subject.contains("("), !isOpen(clause.rest)
        else { return false }
        let isNamed = ["a", "an"].contains(opening) || !English.determiners.contains(opening)
        return isNamed && ["a", "an", "the", "any", "one"].contains(String(first))
            && value.dropFirst(2).contains {
                ["that", "which", "who", "of", "for", "to", "with", "in", "used"].contains($0)
            }
    }

    private static func definition(_ clause: Clause, _ subject: String) -> [String] {
        [
            "What \(clause.helper) \(subject)?", "Can you tell me what \(subject) \(clause.finite)?",
            "How would you define \(subject)?", "Explain what \(subject) \(clause.finite).",
            "What is meant by \(subject)?", "Do you know what \(subject) \(clause.finite)?",
            "Please say what \(subject) \(clause.finite).",
            "I would like to know what \(subject) \(clause.finite).",
            "Tell me what \(subject) \(clause.finite).",
        ]
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
        guard !clause.subject.lowercased().hasPrefix("the same "), rest.object != "immediately" else {
            return []
        }
        guard !Self.isOpen(rest.object), !Self.pointers.contains(clause.verb) else { return [] }
        if clause.form == .passive, ["forbidden", "allowed", "permitted", "prohibited"].contains(clause.verb)
        {
            // "Lists are allowed": where, only the sentences around it say.
            let isBare = clause.rest.isEmpty && clause.subject.split(separator: " ").count <= 2
            return isBare ? [] : [(clause.verb, Self.permission(clause, subject))]
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
            !Self.isInfinitive(other, after: clause.verb), !Self.isIdiom(other),
            clause.form == .passive || Self.isConcrete(other.text) || Self.telling.contains(clause.verb)
        {
            found = [other]
        }
        if found.isEmpty, clause.form == .passive, rest.object.isEmpty, let first = rest.phrases.first,
            Self.isInfinitive(first, after: clause.verb), !Self.isOpen(clause.rest)
        {
            let isState = first.text.hasPrefix("to be ")
            let wording = ClauseWording(clause: clause, subject: subject, kept: isState ? "to be" : "to do")
            return [(clause.rest, wording.questions(asking: ["What"]))]
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
        if let unit = English.durationUnit(rest.object), ["take", "last"].contains(clause.verb) {
            let wording = ClauseWording(clause: clause, subject: subject)
            return [
                (clause.rest, wording.questions(asking: ["How long", "How many \(unit)", "How much time"]))
            ]
        }
        let isExplained =
            Self.explaining.contains(clause.verb) && clause.rest.split(separator: " ").count >= 3
            && !Self.isOpen(clause.rest)
        guard
            Self.isConcrete(clause.rest) || isExplained
                || ["receive", "hold", "contain"].contains(clause.verb)
        else {
            return []
        }
        return [(clause.rest, ClauseWording(clause: clause, subject: subject).questions(asking: ["What"]))]
    }

    /// Verbs whose plain phrase is worth asking for without a figure or name in it.
    private static let telling: Set<String> = ["go", "come", "run", "consist", "pay", "travel"]

    /// Whether "to" leads to a verb, as in "is required to be a link".
    private static func isInfinitive(_ phrase: ClauseRest.Phrase, after verb: String) -> Bool {
        let words = phrase.text.split(separator: " ")
        guard phrase.preposition == "to", words.count > 1, let letter = words[1].first else { return false }
        if ["be", "do", "have"].contains(words[1]) || Verbs.bases.contains(String(words[1])) { return true }
        return wanting.contains(verb) && letter.isLowercase && !English.determiners.contains(String(words[1]))
    }

    /// Whether a phrase is a preposition of several words, such as "in favour of".
    private static func isIdiom(_ phrase: ClauseRest.Phrase) -> Bool {
        [
            "in favo", "in case", "in order", "in addition", "in general", "in place of", "in turn",
            "on behalf", "for example",
        ]
        .contains(where: phrase.text.lowercased().hasPrefix)
    }

    /// Participles that ask for a deed.
    private static let wanting: Set<String> = [
        "required", "allowed", "expected", "supposed", "permitted", "encouraged", "recommended", "needed",
        "used",
        "intended", "meant", "designed", "configured", "advised", "asked", "programmed", "made", "free",
        "able",
        "forced", "told", "known", "obliged", "entitled", "invited",
    ]

    /// Verbs whose object is worth asking for when it is a phrase of some length.
    private static let explaining: Set<String> = [
        "specify", "define", "describe", "provide", "indicate", "determine", "require", "prevent", "ensure",
        "allow", "declare", "implement", "represent", "mean", "control", "enable", "list", "include", "cause",
        "identify", "protect", "restrict", "modify", "perform", "generate", "record", "produce", "execute",
    ]
    /// Participles that only lead elsewhere: "described in the manual" tells nothing itself.
    private static let pointers: Set<String> = [
        "described", "documented", "explained", "discussed", "detailed", "outlined",
    ]

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
            let counted = English.durationUnit(phrase.text).map { "For how many \($0)" }
            return wording.questions(
                asking: ["How long", counted ?? "For how long", "For what length of time"])
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
            let isPerson =
                phrase.text.split(separator: " ").dropFirst().first?.first?.isUppercase == true
                && ["to", "with", "from", "for", "by"].contains(phrase.preposition)
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
        guard !subject.lowercased().hasPrefix("no "), !subject.lowercased().hasPrefix("the same "),
            !Self.isOpen(clause.rest)
        else { return [] }
        // "Breaks should be used" says nothing without what follows.
        if clause.rest.isEmpty, ["be used", "be done", "be made", "be set"].contains(clause.verb) {
            return []
        }
        if clause.verb == "be", clause.isDenied { return [] }
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
        // "What may the field contain" asks for less than "what may it do", so that the answer is the answer.
        let isNamed = !rest.object.isEmpty && Self.asksForObject.contains(clause.verb) && !clause.isDenied
        let deed = isNamed ? clause.verb : "do"
        var questions = [
            "What is the rule for \(subject)?",
            isPassive
                ? "What \(clause.helper) \(clause.isDenied ? "not " : "")be done with \(subject)?"
                : "What \(clause.helper) \(subject) \(clause.isDenied ? "not " : "")\(deed)?",
            "What do the rules say about \(subject)?", "What should I know about \(subject)?",
            "Is there a rule about \(subject)?", "Can you tell me the rule for \(subject)?",
            "What rule is there about \(subject)?", "Please say what the rule for \(subject) is.",
            "Tell me the rule about \(subject).",
        ]
        if clause.helper == "cannot" { questions.remove(at: 1) }
        if isNamed { questions.swapAt(0, 1) }
        return [(key, questions)]
    }

    /// "The moisture must be below 9 percent".
    private static func state(_ clause: Clause, _ subject: String) -> [String] {
        [
            "What \(clause.helper) \(subject) be?", "What is the rule for \(subject)?",
            "What do the rules say about \(subject)?", "What is required of \(subject)?",
            "Can you tell me what \(subject) \(clause.helper) be?", "Tell me the rule for \(subject).",
        ]
    }

    /// Verbs whose object a question can ask for by name.
    private static let asksForObject: Set<String> = [
        "have", "contain", "include", "provide", "specify", "use", "list", "describe", "declare", "define",
        "support", "accept", "return", "print", "install", "create", "produce", "show", "name",
        "carry", "bring", "wear", "pay", "need", "require", "follow", "state", "allow", "own",
    ]

    /// Whether a value is more than an opinion: it has a figure, a number word, a name or a code.
    private static func isConcrete(_ value: String) -> Bool {
        English.hasNumber(value)
            || value.split(separator: " ").contains { $0.first?.isUppercase == true }
            || value.lowercased().split(separator: " ").contains {
                English.weekdays.contains(English.core($0)) || English.months.contains(English.core($0))
            }
    }
}
