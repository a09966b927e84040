/// Asks for one part of a plain statement.
struct ClauseWording {
    /// The statement.
    var clause: Clause
    /// The subject as it stands inside a question.
    var subject: String
    /// What stays between verb and question mark, such as an object.
    var kept = ""
    /// A preposition left at the end, as in "What is the fork kept in".
    var stranded = ""

    /// Builds the questions for the given question words, the most useful first.
    ///
    /// - Parameter asking: Question words such as "When" and "At what time", one to three.
    /// - Returns: Nine questions, some of them alike when there are fewer question words.
    func questions(asking: [String]) -> [String] {
        guard let first = asking.first else { return [] }
        let second = asking.count > 1 ? asking[1] : first
        let third = asking.count > 2 ? asking[2] : first
        return [
            direct(first, verb: clause.verb), indirect("Can you tell me", second, synonym: true),
            direct(second, verb: Self.other(clause.verb)),
            indirect("I would like to know", first, synonym: false),
            direct(third, verb: clause.verb), indirect("Do you know", third, synonym: true),
            indirect("Please say", second, synonym: false),
            indirect("Does anybody know", first, synonym: true),
            indirect("Tell me", first, synonym: false),
        ]
    }

    private func direct(_ asking: String, verb: String) -> String {
        join([asking, clause.helper, subject, clause.isDenied ? "not" : "", verb, kept, stranded]) + "?"
    }

    private func indirect(_ opening: String, _ asking: String, synonym: Bool) -> String {
        let verb = synonym ? Self.other(clause.verb) : clause.verb
        let tail: [String]
        switch clause.form {
        case .being, .passive, .modal: tail = [clause.finite, clause.isDenied ? "not" : "", verb]
        case .lexical:
            tail = [verb == clause.verb ? clause.finite : Self.third(verb, like: clause)]
        }
        let mark =
            opening.hasPrefix("Can") || opening.hasPrefix("Do") || opening.hasPrefix("Does") ? "?" : "."
        let small = asking.prefix(1).lowercased() + asking.dropFirst()
        return join([opening, small, subject] + tail + [kept, stranded]) + mark
    }

    private func join(_ parts: [String]) -> String { parts.filter { !$0.isEmpty }.joined(separator: " ") }

    /// The verb in other words: the last word decides, so that "be kept" becomes "be stored".
    private static func other(_ verb: String) -> String {
        let words = verb.split(separator: " ").map(String.init)
        guard let last = words.last, let synonym = Verbs.synonyms[last] else { return verb }
        return (words.dropLast() + [synonym]).joined(separator: " ")
    }

    private static func third(_ base: String, like clause: Clause) -> String {
        guard clause.helper == "does" else { return clause.helper == "do" ? base : clause.finite }
        return Verbs.lexical.first { $0.value == base }?.key ?? base + (base.hasSuffix("sh") ? "es" : "s")
    }
}
