/// A plain statement taken apart: who or what, the verb, and the rest.
struct Clause {
    /// The kinds of verb, which decide how a question is formed.
    enum Form {
        /// *is*, *are*, *was*, *were* without a participle.
        case being
        /// A form of *to be* with a participle.
        case passive
        /// *must*, *may*, *can*, *should*.
        case modal
        /// A verb of its own, which a question needs *does* or *did* for.
        case lexical
    }

    /// The subject as it stands at the start of the sentence.
    var subject: String
    /// How the verb is built.
    var form: Form
    /// The word that moves before the subject in a question: "is", "must", "does".
    var helper: String
    /// The finite verb as it stands after the subject in an indirect question: "is", "must", "costs".
    var finite: String
    /// The verb that stays behind the subject: "kept", "be kept", "cost"; empty for plain *to be*.
    var verb: String
    /// Whether the verb is denied: "may not".
    var isDenied: Bool
    /// The rest of the sentence without its full stop.
    var rest: String

    private static let longestSubject = 11
    private static let adverbs: Set<String> = [
        "only", "usually", "normally", "generally", "also", "always", "often", "typically", "still", "then",
        "therefore", "thus", "additionally", "simply", "just", "either", "both", "instead",
    ]
    /// Words that begin a clause of their own inside a subject: "details about how keys should work".
    private static let asking: Set<String> = ["how", "what", "whether", "why", "whenever", "wherever"]
    private static let relatives: Set<String> = ["that", "which", "who", "whose", "whom"]
    private static let breaks: Set<String> = [
        "if", "when", "where", "because", "although", "while", "unless", "but",
    ]
    private static let pronouns: Set<String> = [
        "it", "he", "she", "they", "we", "you", "i", "this", "that", "these", "those",
    ]

    /// Verbs that another clause may follow at once: "check files are present".
    private static let opensClause: Set<String> = [
        "assume", "check", "ensure", "know", "mean", "say", "show", "suggest", "think", "note", "indicate",
    ]

    /// Whether the words up to the next clause hold a form of *to be* or a modal verb.
    private static func hasVerb(_ words: ArraySlice<Substring>) -> Bool {
        var previous = ""
        for next in words {
            let word = next.lowercased()
            if relatives.contains(word) || asking.contains(word) || breaks.contains(word)
                || pronouns.contains(word)
            {
                return false
            }
            if Verbs.be.contains(word) || Verbs.modals.contains(word) {
                return !["and", "or", "to"].contains(previous)
            }
            if let last = word.last, ",:;".contains(last) { return false }
            previous = word
        }
        return false
    }

    /// Takes a sentence apart when it has the plain form subject–verb–rest and a subject that names something.
    init?(_ sentence: String) {
        let words = English.unstopped(sentence).split(separator: " ")
        guard let first = words.first, words.count >= 3,
            first.first?.isUppercase == true || English.isCode(first),
            first.lowercased() != "no", !English.isAdverb(first.lowercased()),
            !English.pointing.contains(first.lowercased()), !first.contains(","), !first.contains(":"),
            !Verbs.prepositions.contains(first.lowercased())
                || ["every", "each"].contains(first.lowercased())
        else { return nil }
        var skip = 0
        var start = 1
        var found: Int?
        for index in 1..<min(words.count - 1, Self.longestSubject) {
            let word = words[index].lowercased()
            if word.contains(",") || word.contains(":") || word.contains(";") { return nil }
            if Self.relatives.contains(word) {
                // "that speaks late": the next word is that clause's verb; "that we supply": a later one is.
                let adverbs = words[(index + 1)...].prefix { Self.adverbs.contains($0.lowercased()) }.count
                guard index + 1 + adverbs < words.count else { return nil }
                let next = words[index + 1 + adverbs].lowercased()
                let isSubject = !Self.pronouns.contains(next) && !English.determiners.contains(next)
                skip = isSubject ? 0 : 1
                start = isSubject ? index + 2 + adverbs : index + 1
                continue
            }
            guard index >= start else { continue }
            if Self.asking.contains(word) || skip == 0 && Self.breaks.contains(word) { return nil }
            if skip == 0, Self.pronouns.contains(word) { return nil }
            guard words[index].first?.isLowercase == true else { continue }
            let isVerb =
                Verbs.be.contains(word) || Verbs.modals.contains(word)
                || ["do", "does", "has", "have"].contains(word)
                || Verbs.base(
                    word, afterPlural: English.isPlural(words[..<index].joined(separator: " "))) != nil
            guard isVerb else { continue }
            // "Users to understand and maintain the tree": joined to another verb, it is not the sentence's own.
            if ["and", "or", "to"].contains(words[index - 1].lowercased()) { return nil }
            // "The rental covers are kept": before another verb it is a noun.
            let next = words[index + 1].lowercased()
            if !Verbs.be.contains(word), !Verbs.modals.contains(word),
                Verbs.be.contains(next) || Verbs.modals.contains(next) || Verbs.lexical[next] != nil
            {
                continue
            }
            // "The copies in control files are kept": so it is before a later verb of the same clause.
            let base = Verbs.lexical[word] ?? word
            if Verbs.bases.contains(base), !Self.opensClause.contains(base),
                Self.hasVerb(words[(index + 1)...])
            {
                continue
            }
            if skip > 0 {
                skip -= 1
                continue
            }
            found = index
            break
        }
        guard let at = found else { return nil }
        if ["has", "have"].contains(words[at]),
            Verbs.isParticiple(words[at + 1].lowercased()) || words[at + 1] == "been"
        {
            return nil
        }
        // "Children pull stops": the verb is one that is not known, and the known word is a noun.
        if Verbs.lexical[words[at].lowercased()] != nil, at > 1,
            ["people", "children", "men", "women"].contains(first.lowercased())
        {
            return nil
        }
        self.init(words: words, at: at)
    }

    private init?(words: [Substring], at index: Int) {
        let verb = words[index].lowercased()
        var tail = words[(index + 1)...]
        subject = words[..<index].joined(separator: " ")
        isDenied = false
        if let word = tail.first?.lowercased(), ["not", "never"].contains(word) {
            isDenied = true
            tail = tail.dropFirst()
        }
        guard !tail.isEmpty else { return nil }
        finite = verb
        if Verbs.be.contains(verb) {
            helper = verb
            // "is being carried out", "is to be set": what happens is said by a later word.
            if let word = tail.first, ["being", "going"].contains(word) { return nil }
            if let participle = tail.first?.lowercased(), Verbs.isParticiple(participle) {
                form = .passive
                self.verb = participle
                tail = tail.dropFirst()
            } else {
                form = .being
                self.verb = ""
            }
        } else if Verbs.modals.contains(verb) {
            form = .modal
            helper = verb
            var kept: [Substring] = []
            while let word = tail.first, Self.adverbs.contains(String(word)), tail.count > 1 {
                tail = tail.dropFirst()
            }
            if tail.first == "be", tail.count >= 2,
                Verbs.isParticiple(tail.dropFirst().first?.lowercased() ?? "")
            {
                kept = Array(tail.prefix(2))
            } else {
                kept = Array(tail.prefix(1))
            }
            self.verb = kept.joined(separator: " ")
            tail = tail.dropFirst(kept.count)
        } else if let base = Verbs.base(verb, afterPlural: English.isPlural(subject)) {
            form = .lexical
            helper = base.helper
            self.verb = base.base
        } else {
            return nil
        }
        rest = tail.joined(separator: " ")
    }
}
