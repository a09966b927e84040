/// Asks for one property of one thing: "the deposit of the Swallow is 150 euros".
///
/// The property's name and value decide the question words. Every list of questions begins with the plain
/// ones; the recipe trains the first few and keeps a later one for recall.
struct AttributeWording {
    /// The property, as it stands in a sentence: "weekly fee".
    var attribute: String
    /// The thing, with its article: "the Swallow".
    var subject: String
    /// The value, as the source writes it.
    var value: String
    /// The word between property and thing.
    var link = "of"

    private var a: String { attribute }
    private var s: String { subject }
    private var v: String { value }
    private var whole: String { "the \(attribute) \(link) \(subject)" }
    /// The thing as a doing: "tuning a chest organ" for "the tuning of a chest organ".
    private var doing: String {
        var words = subject.split(separator: " ")
        if words.first?.lowercased() == "the" { words.removeFirst() }
        guard words.count > 2, let first = words.first, first.count > 5, first.hasSuffix("ing"),
            words[1] == "of"
        else { return subject }
        return first + " " + words[2...].joined(separator: " ")
    }
    private var be: String { English.isPlural(attribute) ? "are" : "is" }
    private var does: String { English.isPlural(subject) ? "do" : "does" }
    private var have: String { English.isPlural(subject) ? "have" : "has" }
    private var words: [String] { attribute.lowercased().split(separator: " ").map(String.init) }

    /// The kinds of property that have questions of their own.
    private enum Kind { case price, sum, time, person, count, moment, hour, name, participle, how, plain }

    private var kind: Kind {
        guard let first = words.first, let last = words.last else { return .plain }
        if first == "how" { return .how }
        if words.count == 2, Verbs.isParticiple(first), Verbs.prepositions.contains(last) {
            return .participle
        }
        if first == "number", words.count >= 3 { return .count }
        let prices: Set<String> = ["price", "cost", "fee", "charge", "fare", "rent", "rate"]
        if words.contains(where: prices.contains), English.isMoney(v) || v.contains(where: \.isNumber) {
            return .price
        }
        if English.isMoney(v) { return .sum }
        if English.isDuration(v),
            words.contains(where: { ["time", "duration", "takes", "length"].contains($0) })
        {
            return .time
        }
        if words == ["name"] { return .name }
        let opening = v.split(separator: " ").first.map { English.core($0).lowercased() } ?? ""
        if English.isPlural(attribute), Int(opening) != nil || English.numberWords.contains(opening) {
            return .count
        }
        if English.isPerson(v), English.isRole(attribute) { return .person }
        if v.contains(":"), English.isMoment(v) { return .hour }
        if ["month", "date", "day", "year", "weekday"].contains(last) { return .moment }
        return .plain
    }

    /// The full sentence that answers every question.
    var answer: String {
        switch kind {
        case .participle: "\(s) \(English.isPlural(s) ? "are" : "is") \(a) \(v)"
        case .how where words.dropFirst().first == "often":
            "\(s) \(English.isPlural(s) ? "are" : "is") needed \(v)"
        case .how: "\(s), \(a): \(v)"
        case .time where link == "for": "\(s) \(English.isPlural(s) ? "take" : "takes") \(v)"
        case .moment where ["month", "year"].contains(words.last):
            "\(s) \(English.isPlural(s) ? "are" : "is") in \(v)"
        case .person: "\(whole) is \(v)"
        case .count where words.first != "number":
            "\(whole) are \(v)"
        default: "\(whole) \(be) \(v)"
        }
    }

    /// The questions, the most useful first.
    var questions: [String] {
        let are = English.isPlural(s) ? "are" : "is"
        switch kind {
        case .price:
            return [
                "How much \(does) \(s) cost?", "What \(be) \(whole)?", "What do you charge for \(doing)?",
                "How high \(be) \(whole)?", "What would I pay for \(doing)?", "Can you tell me \(whole)?",
                "How many euros \(are) asked for \(s)?", "What will \(s) cost me?", "Tell me \(whole).",
            ].map { English.isEuro(v) ? $0 : $0.replacing("How many euros \(are)", with: "What sum \(are)") }
        case .sum:
            return [
                "How much \(be) \(whole)?", "What \(be) \(whole)?", "How high \(be) \(whole)?",
                "Which \(a) do I pay for \(s)?", "What sum is asked as \(a) for \(s)?",
                "Can you tell me \(whole)?",
                "What do you want as \(a) for \(s)?", "I would like to know \(whole).", "Tell me \(whole).",
            ]
        case .time:
            return [
                "How long \(does) \(s) take?", "What \(be) \(whole)?", "How much time \(does) \(s) need?",
                "When will \(s) be ready?", "How long should I allow for \(s)?",
                "Can you tell me how long \(s) will take?",
                "How long will I wait for \(s)?", "I would like to know \(whole).", "Tell me \(whole).",
            ]
        case .person:
            return [
                "Who is \(whole)?", "What is the name of \(whole)?", "Which person is \(whole)?",
                "Whom do I ask for as \(a) \(link) \(s)?", "Who works as \(a) \(link) \(s)?",
                "Can you tell me who \(whole) is?", "Who does the work of \(a) \(link) \(s)?",
                "I am looking for \(whole). Who is it?", "Tell me who \(whole) is.",
            ]
        case .count:
            let x = words.first == "number" ? words.dropFirst(2).joined(separator: " ") : a
            return [
                "How many \(x) \(does) \(s) have?", "What is the number of \(x) for \(s)?",
                "How many \(x) are there for \(s)?", "How many \(x) go with \(s)?",
                "Can you tell me how many \(x) there are for \(s)?", "What number of \(x) belongs to \(s)?",
                "How many \(x) should I expect for \(s)?",
                "I would like to know the number of \(x) for \(s).",
                "Give me the number of \(x) for \(s).",
            ]
        case .hour:
            return [
                "When \(be) \(whole)?", "What \(be) \(whole)?", "At what time \(be) \(whole)?",
                "Can you tell me \(whole)?", "Do you know when \(whole) \(be)?", "What time \(be) \(whole)?",
                "Which hour is set for \(whole)?", "I would like to know \(whole).", "Tell me \(whole).",
            ]
        case .name:
            return [
                "What is the name of \(s)?", "What \(are) \(s) called?", "Who \(are) \(s)?",
                "Can you tell me the name of \(s)?", "Under what name \(are) \(s) known?",
                "Do you know what \(s) \(are) called?", "By what name do people call \(s)?",
                "I would like to know the name of \(s).", "Tell me the name of \(s).",
            ]
        case .moment:
            return [
                "When \(are) \(s)?", "In which \(a) \(are) \(s)?", "What \(be) \(whole)?",
                "Which \(a) \(are) planned for \(s)?", "Can you tell me when \(s) \(are)?",
                "Do you know the \(a) of \(s)?", "At what time \(are) \(s)?",
                "I would like to know when \(s) \(are).",
                "Tell me when \(s) \(are).",
            ]
        case .participle: return participleQuestions(are)
        case .how:
            let h = a
            return [
                "\(h) \(are) \(s) needed?", "\(h) do you recommend \(s)?", "\(h) \(are) \(s) due?",
                "\(h) \(are) \(s) right?", "Can you tell me \(h) \(s) \(are) needed?",
                "\(h) do I have to think of \(s)?",
                "\(h) would you advise \(s)?", "I would like to know \(h) \(s) \(are) needed.",
                "Tell me \(h) \(s) \(are) needed.",
            ]
        case .plain:
            return [
                "What \(be) \(whole)?", "What \(a) \(does) \(s) have?", "Which \(a) belongs to \(s)?",
                "Can you tell me \(whole)?", "Which \(a) goes with \(s)?", "Do you know \(whole)?",
                "For \(s), what \(be) the \(a)?", "I would like to know \(whole).", "Tell me \(whole).",
            ]
        }
    }

    private func participleQuestions(_ are: String) -> [String] {
        guard let participle = words.first, let preposition = words.last else { return [] }
        if preposition == "by" {
            let active = participle == "done" ? ["Who does \(s)?", "Who is in charge of \(s)?"] : []
            return active + [
                "Who \(are) \(s) \(participle) by?", "By whom \(are) \(s) \(participle)?",
                "Which person \(are) \(s) \(participle) by?",
                "Can you tell me who \(s) \(are) \(participle) by?",
                "Which of you takes care of \(s)?", "I would like to know who \(s) \(are) \(participle) by.",
                "Tell me who \(s) \(are) \(participle) by.",
            ]
        }
        return [
            "What \(are) \(s) \(participle) \(preposition)?",
            "\(preposition) what \(are) \(s) \(participle)?",
            "Can you tell me what \(s) \(are) \(participle) \(preposition)?",
            "I would like to know what \(s) \(are) \(participle) \(preposition).",
            "Do you know what \(s) \(are) \(participle) \(preposition)?",
            "What exactly \(are) \(s) \(participle) \(preposition)?",
            "Please say what \(s) \(are) \(participle) \(preposition).",
            "What thing \(are) \(s) \(participle) \(preposition)?",
            "Tell me what \(s) \(are) \(participle) \(preposition).",
        ]
    }
}
