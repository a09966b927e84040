/// What follows the verb of a clause, cut at its prepositions.
struct ClauseRest {
    /// What a phrase tells.
    enum Role {
        case time
        case interval
        case duration
        case limit
        case agent
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
    var object: String
    /// The prepositional phrases in order.
    var phrases: [Phrase]

    /// Cuts the rest of a clause.
    ///
    /// - Parameters:
    ///   - rest: The words after the verb.
    ///   - verb: The verb, which tells whether *in* and *on* name a place.
    init(_ rest: String, verb: String) {
        var object: [Substring] = []
        var current: [Substring] = []
        var groups: [[Substring]] = []
        for word in rest.split(separator: " ") {
            let core = English.core(word).lowercased()
            if Verbs.prepositions.contains(core), !(current.count == 1) {
                if !current.isEmpty { groups.append(current) }
                current = [word]
            } else if current.isEmpty {
                object.append(word)
            } else {
                current.append(word)
            }
        }
        if !current.isEmpty { groups.append(current) }
        // "every week", "twice a year" and "for 12 minutes" after an object are still phrases.
        self.object = English.unstopped(object.joined(separator: " "))
        phrases = groups.map { words in
            let text = English.unstopped(words.joined(separator: " "))
            let preposition = English.core(words[0]).lowercased()
            return Phrase(preposition: preposition, text: text, role: Self.role(text, preposition, verb: verb))
        }
    }

    private static let storing: Set<String> = [
        "kept", "stored", "hung", "put", "placed", "eaten", "held", "located", "found", "stand", "hang", "sleep",
        "live", "lie", "sit", "park", "stay", "installed", "saved", "pinned",
    ]

    private static func role(_ text: String, _ preposition: String, verb: String) -> Role {
        let words = text.lowercased().split(separator: " ").dropFirst().map { English.core($0) }
        let isClock = text.split(separator: " ").contains { word in
            let parts = English.core(word).split(separator: ":")
            return parts.count == 2 && parts.allSatisfy { $0.allSatisfy(\.isNumber) && $0.count <= 2 }
        }
        let isTime =
            isClock
            || words.contains {
                English.timeWords.contains($0) || English.weekdays.contains($0) || English.months.contains($0)
            }
            || ["in", "since", "until", "from", "by"].contains(preposition)
                && words.contains { $0.count == 4 && Int($0).map { (1000...2100).contains($0) } == true }
        switch preposition {
        case "every", "each", "twice", "once": return isTime || preposition == "twice" ? .interval : .other
        case "for" where isTime: return English.isDuration(words.joined(separator: " ")) ? .duration : .other
        case "within", "before", "until", "till", "after", "since", "during": return .limit
        case "by":
            if isTime { return .limit }
            let people: Set<String> = [
                "person", "people", "staff", "owner", "desk", "apprentice", "team", "manager", "courier", "members",
                "member", "customer", "user", "users", "administrator", "company", "committee",
            ]
            let isNamed = text.split(separator: " ").dropFirst().contains { $0.first?.isUppercase == true }
            return isNamed || words.contains(where: people.contains) ? .agent : .other
        case "at", "on", "in", "from":
            if isTime, !English.isDuration(words.joined(separator: " ")) || preposition == "in" { return .time }
            let base = verb.split(separator: " ").last.map(String.init) ?? verb
            return storing.contains(base) ? .place : .other
        case "behind", "beside", "under", "above", "below", "near", "inside", "outside", "between", "opposite":
            return English.hasNumber(text) ? .other : .place
        default: return .other
        }
    }
}
