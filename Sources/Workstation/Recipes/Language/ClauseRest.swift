/// What follows the verb of a clause, cut at its prepositions.
struct ClauseRest {
    /// What a phrase tells.
    enum Role {
        case time
        case interval
        case duration
        case limit
        case agent
        case manner
        case amount
        case place
        case other
    }

    /// One prepositional phrase.
    struct Phrase {
        /// The preposition.
        var preposition: String
        /// The phrase, the preposition included.
        var text: String
        /// What it tells.
        var role: Role
    }

    /// What stands before the first preposition.
    let object: String
    /// The prepositional phrases in order.
    let phrases: [Phrase]

    /// Cuts the rest of a clause.
    ///
    /// - Parameters:
    ///   - rest: The words after the verb.
    ///   - verb: The verb, which tells whether *in* and *on* name a place.
    init(_ rest: String, verb: String) {
        var object: [Substring] = []
        var groups: [[Substring]] = []
        var depth = 0
        for word in rest.split(separator: " ") {
            let isInside = depth > 0 || word.hasPrefix("(")
            depth += word.count { $0 == "(" } - word.count { $0 == ")" }
            if !isInside, Verbs.prepositions.contains(English.core(word).lowercased()) {
                if let last = groups.last, last == ["twice"] || last == ["once"] {
                    groups[groups.count - 1].append(word)
                    continue
                }
                // "switched on at 7:55": a preposition without a phrase belongs to the verb.
                if groups.count == 1, groups[0].count == 1 { object += groups.removeFirst() }
                groups.append([word])
            } else if groups.isEmpty {
                object.append(word)
            } else {
                groups[groups.count - 1].append(word)
            }
        }
        var phrases = groups.map { words in
            let preposition = English.core(words[0]).lowercased()
            let text = English.unstopped(words.joined(separator: " "))
            return Phrase(
                preposition: preposition, text: text, role: Self.role(text, preposition, verb: verb))
        }
        // "packed the evening before a visit" tells one time in two parts.
        if let head = object.last, English.timeWords.contains(English.core(head).lowercased()),
            !phrases.isEmpty,
            ["before", "after"].contains(phrases[0].preposition)
        {
            phrases[0].text = (object + [Substring(phrases[0].text)]).joined(separator: " ")
            object = []
        }
        if object == ["only"] { object = [] }
        self.object = English.unstopped(object.joined(separator: " "))
        self.phrases = phrases
    }

    private static let storing: Set<String> = [
        "kept", "stored", "hung", "put", "placed", "eaten", "held", "located", "found", "stand", "hang",
        "sleep",
        "live", "lie", "sit", "park", "stay", "installed", "saved", "pinned", "worn",
    ]

    /// Verbs that say that something grows or shrinks by an amount.
    private static let changing: Set<String> = [
        "raised", "lowered", "increased", "reduced", "cut", "rise", "fall", "grow", "shrink", "increase",
        "reduce",
        "lengthened", "shortened", "exceeded", "missed", "changed", "turned", "moved", "loosened", "lifted",
    ]

    private static func role(_ text: String, _ preposition: String, verb: String) -> Role {
        // What follows a comma says more, but nothing about what the phrase itself tells.
        let head = String(text.prefix { $0 != "," })
        let words = head.lowercased().split(separator: " ").dropFirst().map { English.core($0) }
        let isTime = isTime(head, words, preposition)
        // "lies in being able to": a doing is no place.
        if let first = words.first, first.count >= 5, first.hasSuffix("ing"), !isTime,
            ["in", "on", "at"].contains(preposition)
        {
            return .other
        }
        switch preposition {
        case "every", "each": return isTime ? .interval : .other
        case "twice", "once": return isTime || words.isEmpty || preposition == "twice" ? .interval : .other
        case "for": return English.isDuration(words.joined(separator: " ")) ? .duration : .other
        case "before", "after":
            // "after the character field" is a place in a text.
            let isPlace = words.contains {
                ["field", "line", "name", "character", "word", "column", "comma"].contains($0)
            }
            return isPlace ? .place : .limit
        case "within", "until", "till", "since", "during": return .limit
        case "by":
            if English.isMoment(text) || words.contains("noon") || words.contains("midnight") {
                return .limit
            }
            // "by calculating the MD5 sums": a doing is a way and nobody.
            if let first = words.first, first.count > 5, first.hasSuffix("ing") { return .manner }
            if isAgent(text, words) { return .agent }
            let last = verb.split(separator: " ").last.map(String.init) ?? verb
            let isChange = text.contains("%") || words.contains("percent") || changing.contains(last)
            return English.hasNumber(text) ? (isChange ? .amount : .other) : .manner
        case "at", "on", "in", "from":
            if isTime { return .time }
            if preposition == "at",
                ["discretion", "expense", "request", "least", "most", "once"].contains(where: words.contains)
            {
                return .manner
            }
            return storing.contains(verb.split(separator: " ").last.map(String.init) ?? verb)
                ? .place : .other
        case "behind", "beside", "under", "above", "below", "near", "inside", "outside", "between",
            "opposite":
            let isOpen =
                preposition == "between"
                && !storing.contains(verb.split(separator: " ").last.map(String.init) ?? verb)
            return English.hasNumber(text) || isOpen ? .other : .place
        default: return .other
        }
    }

    private static func isTime(_ text: String, _ words: [String], _ preposition: String) -> Bool {
        if English.isMoment(text) { return true }
        let end =
            words.firstIndex { ["of", "that", "when", "which", "after", "to"].contains($0) } ?? words.endIndex
        guard let head = words[..<end].last else { return false }
        let ordinal = ["st", "nd", "rd", "th"].contains { head.hasSuffix($0) && head.first?.isNumber == true }
        if ordinal, preposition == "on" { return true }
        if ["in", "from", "on"].contains(preposition), head.count == 4,
            Int(head).map({ (1000...2100).contains($0) }) == true
        {
            return true
        }
        guard English.timeWords.contains(head) else { return false }
        if ["every", "each", "twice", "once", "for"].contains(preposition) { return true }
        // "at 26 revolutions a minute" is a rate, "in free hours" a means, "in three days" a time.
        let isSeveral = head.hasSuffix("s")
        return isSeveral
            ? preposition == "in" && English.hasNumber(text) : preposition != "at" || !English.hasNumber(text)
    }

    private static func isAgent(_ text: String, _ words: [String]) -> Bool {
        let people: Set<String> = [
            "person", "people", "staff", "owner", "desk", "apprentice", "team", "manager", "courier",
            "members",
            "member", "customer", "user", "users", "administrator", "company", "committee", "driver", "buyer",
        ]
        return words.contains(where: people.contains)
            || text.split(separator: " ").dropFirst().contains { $0.first?.isUppercase == true }
    }
}
