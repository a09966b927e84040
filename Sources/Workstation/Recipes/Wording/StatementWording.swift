/// Wordings of questions about one statement.
struct StatementWording {
    /// The statement.
    var clause: Clause
    /// What it is about, as questions name it.
    var subject: String

    /// "The keeper is Ada Holm".
    var person: [String] {
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
    }

    /// "A native package is a package that …".
    var definition: [String] {
        [
            "What \(clause.helper) \(subject)?", "Can you tell me what \(subject) \(clause.finite)?",
            "How would you define \(subject)?", "Explain what \(subject) \(clause.finite).",
            "What is meant by \(subject)?", "Do you know what \(subject) \(clause.finite)?",
            "Please say what \(subject) \(clause.finite).",
            "I would like to know what \(subject) \(clause.finite).",
            "Tell me what \(subject) \(clause.finite).",
        ]
    }

    /// "Lists are allowed".
    var permission: [String] {
        [
            "What is the rule for \(subject)?",
            "\(clause.helper == "are" || clause.helper == "were" ? "Are" : "Is") \(subject) allowed?",
            "What do the rules say about \(subject)?", "What should I know about \(subject)?",
            "Is there a rule about \(subject)?", "Can you tell me the rule for \(subject)?",
            "What rule is there about \(subject)?", "Please say what the rule for \(subject) is.",
            "Tell me the rule about \(subject).",
        ]
    }

    /// Asks for one phrase of what follows the verb.
    ///
    /// - Parameters:
    ///   - phrase: The phrase.
    ///   - object: What of the rest stays in the question.
    /// - Returns: Wordings, the plainest first.
    func questions(for phrase: ClauseRest.Phrase, object: String) -> [String] {
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

    /// "The file is called …".
    var naming: [String] {
        [
            "What \(clause.helper) \(subject) \(clause.verb)?", "What is the name of \(subject)?",
            "Under what name is \(subject) known?",
            "Can you tell me what \(subject) \(clause.finite) \(clause.verb)?",
            "Do you know the name of \(subject)?", "By what name do people call \(subject)?",
            "What name does \(subject) have?", "I would like to know the name of \(subject).",
            "Tell me the name of \(subject).",
        ]
    }

    /// "The moisture must be below 9 percent".
    var state: [String] {
        [
            "What \(clause.helper) \(subject) be?", "What is the rule for \(subject)?",
            "What do the rules say about \(subject)?", "What is required of \(subject)?",
            "Can you tell me what \(subject) \(clause.helper) be?", "Tell me the rule for \(subject).",
        ]
    }

    /// "The field may contain …": what must, may or cannot be.
    ///
    /// - Parameter asksForObject: Whether the object is asked for, "what may it contain": less than "what may it do", so
    ///   that the answer is the answer.
    /// - Returns: Wordings, the plainest first.
    func rule(asksForObject: Bool) -> [String] {
        let denial = clause.isDenied ? "not " : ""
        let deed = asksForObject ? clause.verb : "do"
        var questions = [
            "What is the rule for \(subject)?",
            clause.verb.hasPrefix("be ")
                ? "What \(clause.helper) \(denial)be done with \(subject)?"
                : "What \(clause.helper) \(subject) \(denial)\(deed)?",
            "What do the rules say about \(subject)?", "What should I know about \(subject)?",
            "Is there a rule about \(subject)?", "Can you tell me the rule for \(subject)?",
            "What rule is there about \(subject)?", "Please say what the rule for \(subject) is.",
            "Tell me the rule about \(subject).",
        ]
        if clause.helper == "cannot" { questions.remove(at: 1) }
        if asksForObject { questions.swapAt(0, 1) }
        return questions
    }
}
