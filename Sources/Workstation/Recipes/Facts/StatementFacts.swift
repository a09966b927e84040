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
        let main = MainClause.text(
            of: SelfContained.withoutJoint(English.unpointed(English.unmarked(sentence))))
        guard main.count <= longestSentence, !main.contains("?"), SelfContained.isWhole(main),
            let clause = Clause(main), clause.subject.count(where: \.isLetter) >= 2,
            !clause.subject.contains(" - "),
            clause.subject.first?.isNumber != true || !clause.subject.contains("."),
            !["all of the ", "any of the ", "each of the ", "part of the ", "some of the ", "most of the "]
                .contains(
                    where: clause.subject.lowercased().hasPrefix),
            ClauseMeaning.names(clause.subject), !English.pointsBack(clause.subject)
        else { return [] }
        let isPlaceholder = ClauseMeaning.isPlaceholder(sentence) && !clause.subject.contains(" ")
        let quoted = "“\(sentence.prefix { $0 != " " })”"
        let subject = isPlaceholder ? quoted : context.names.inside(clause.subject)
        let answer = isPlaceholder ? quoted + main.dropFirst(clause.subject.count) : main
        let questions: [(key: String, wordings: [String])]
        switch clause.form {
        case .being: questions = being(clause, subject)
        case .passive, .lexical: questions = asked(clause, subject)
        case .modal: questions = rule(clause, subject)
        }
        let isDefinition = clause.form == .being && ClauseMeaning.isDefinition(clause)
        let isGeneric =
            ClauseMeaning.isGeneric(clause, context.names) || ClauseMeaning.isPlaceholder(sentence)
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

    private func being(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        let value = clause.rest
        if ClauseMeaning.isDefinition(clause) {
            return [(value, StatementWording(clause: clause, subject: subject).definition)]
        }
        let isPurpose = value.hasPrefix("to ") && value.split(separator: " ").count >= 4
        guard !clause.isDenied, ClauseMeaning.isConcrete(value) || isPurpose else { return [] }
        if !isPurpose, let first = value.split(separator: " ").first?.lowercased(),
            Verbs.prepositions.contains(first),
            !["over", "every", "between"].contains(first)
        {
            return asked(clause, subject)
        }
        // "The field name is Package and the field value libc6" says two things in one.
        guard ClauseMeaning.namesThing(value) || isPurpose, !value.contains(" and the ") else { return [] }
        if let wording = attribute(of: clause, value) { return [(value, wording.questions)] }
        if English.isPerson(value), English.isRole(clause.subject) {
            return [(value, StatementWording(clause: clause, subject: subject).person)]
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
            return [(clause.rest, StatementWording(clause: clause, subject: subject).naming)]
        }
        if clause.form == .lexical, !rest.object.isEmpty, let money = price(clause, rest, subject) {
            return [money]
        }
        guard !clause.subject.lowercased().hasPrefix("the same "), rest.object != "immediately" else {
            return []
        }
        guard !ClauseMeaning.isOpen(rest.object), !ClauseMeaning.pointers.contains(clause.verb) else {
            return []
        }
        if clause.form == .passive, ["forbidden", "allowed", "permitted", "prohibited"].contains(clause.verb)
        {
            // "Lists are allowed": where, only the sentences around it say.
            let isBare = clause.rest.isEmpty && clause.subject.split(separator: " ").count <= 2
            return isBare
                ? [] : [(clause.verb, StatementWording(clause: clause, subject: subject).permission)]
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
                !ClauseMeaning.isOpen(rest.phrases[index].text)
            else { continue }
            // A figure says more than the interval before it; a place after another phrase belongs to that.
            if role == .interval, figure != nil { continue }
            if role == .place, index > firstOther { continue }
            // A second question only for who and when: the rest of the sentence answers it anyway.
            if found.isEmpty || role == .agent { found.append(rest.phrases[index]) }
        }
        if found.isEmpty, rest.object.isEmpty,
            let other = figure ?? rest.phrases.first(where: { $0.role == .other }),
            !ClauseMeaning.isOpen(other.text),
            !ClauseMeaning.isInfinitive(other, after: clause.verb), !ClauseMeaning.isIdiom(other),
            clause.form == .passive || ClauseMeaning.isConcrete(other.text)
                || ClauseMeaning.telling.contains(clause.verb)
        {
            found = [other]
        }
        if found.isEmpty, clause.form == .passive, rest.object.isEmpty, let first = rest.phrases.first,
            ClauseMeaning.isInfinitive(first, after: clause.verb), !ClauseMeaning.isOpen(clause.rest)
        {
            let isState = first.text.hasPrefix("to be ")
            let wording = ClauseWording(clause: clause, subject: subject, kept: isState ? "to be" : "to do")
            return [(clause.rest, wording.questions(asking: ["What"]))]
        }
        if !found.isEmpty {
            return found.compactMap { phrase in
                let before = rest.phrases.prefix { $0.text != phrase.text }.map(\.text)
                let kept = ([rest.object] + (phrase.role == .other ? before : [])).filter { !$0.isEmpty }
                guard !ClauseMeaning.isOpen(kept.joined(separator: " ")) else { return nil }
                return (
                    phrase.text,
                    StatementWording(clause: clause, subject: subject).questions(
                        for: phrase, object: kept.joined(separator: " "))
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
            ClauseMeaning.explaining.contains(clause.verb) && clause.rest.split(separator: " ").count >= 3
            && !ClauseMeaning.isOpen(clause.rest)
        guard
            ClauseMeaning.isConcrete(clause.rest) || isExplained
                || ["receive", "hold", "contain"].contains(clause.verb)
        else {
            return []
        }
        return [(clause.rest, ClauseWording(clause: clause, subject: subject).questions(asking: ["What"]))]
    }

    private func price(_ clause: Clause, _ rest: ClauseRest, _ subject: String) -> (String, [String])? {
        guard clause.verb == "cost", English.hasNumber(clause.rest) else { return nil }
        let wording = AttributeWording(attribute: "price", subject: subject, value: clause.rest)
        return (clause.rest, wording.questions)
    }

    private func rule(_ clause: Clause, _ subject: String) -> [(String, [String])] {
        guard !subject.lowercased().hasPrefix("no "), !subject.lowercased().hasPrefix("the same "),
            !ClauseMeaning.isOpen(clause.rest)
        else { return [] }
        // "Breaks should be used" says nothing without what follows.
        if clause.rest.isEmpty, ["be used", "be done", "be made", "be set"].contains(clause.verb) {
            return []
        }
        if clause.verb == "be", clause.isDenied { return [] }
        if clause.verb == "be" {
            return [(clause.rest, StatementWording(clause: clause, subject: subject).state)]
        }
        let rest = ClauseRest(clause.rest, verb: clause.verb)
        let key = [clause.verb, clause.rest].filter { !$0.isEmpty }.joined(separator: " ")
        let asked = rest.phrases.first {
            [.time, .interval, .duration, .limit, .amount, .place, .agent].contains($0.role)
        }
        if let phrase = asked, clause.helper != "can", clause.helper != "cannot", !clause.isDenied {
            return [
                (
                    phrase.text,
                    StatementWording(clause: clause, subject: subject).questions(
                        for: phrase, object: rest.object)
                )
            ]
        }
        let isNamed =
            !rest.object.isEmpty && ClauseMeaning.asksForObject.contains(clause.verb) && !clause.isDenied
        return [(key, StatementWording(clause: clause, subject: subject).rule(asksForObject: isNamed))]
    }
}
