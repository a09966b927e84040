/// What the words of a clause tell: whether it says enough to be asked for, and what of it.
enum ClauseMeaning {
    /// Whether a subject has a word of its own outside brackets: "/ (between <name> and <case>)" has none.
    static func names(_ subject: String) -> Bool {
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
    static func isPlaceholder(_ sentence: String) -> Bool {
        guard let first = sentence.split(separator: " ").first, let letter = first.first else { return false }
        return letter.isLowercase && !English.isCode(first)
    }

    /// Nouns that many things share in any text about programs and papers.
    private static let kinds: Set<String> = [
        "file", "files", "field", "fields", "value", "values", "name", "names", "script", "scripts",
        "program", "programs", "command", "commands", "option", "options", "section", "list", "line",
        "lines", "format", "content", "contents", "string", "package", "packages", "builder", "result",
        "tag", "keyword", "entry", "entries", "function", "method", "argument", "arguments", "parameter",
        "syntax", "type", "status", "code", "library", "libraries", "directory", "tool", "tools",
        "system", "user", "part", "rule", "target", "targets", "number", "text", "character",
        "characters", "block", "object", "application", "applications", "directories", "system",
        "systems", "users", "people", "parser", "parsers", "whitespace", "rules", "exceptions", "items",
        "item", "change", "changes", "problem", "problems", "question", "questions", "answer", "version",
        "versions", "information", "document", "documents", "person", "data", "process", "processes",
        "action", "actions", "element", "elements", "variable", "variables", "link", "links", "page",
        "pages", "example", "examples", "form", "case", "cases", "step", "steps", "state", "purpose",
        "identifier", "syntax", "bug", "task", "tasks", "note", "notes", "description", "default",
        "limit", "request", "requests", "message", "messages", "set", "group",
    ]

    /// Whether a subject is a noun that many things share: "the file", "programs", "the package or tool".
    static func isGeneric(_ clause: Clause, _ names: ProperNames) -> Bool {
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

    /// Whether a value can answer "what": it begins with an article, a figure, a name or a code and no quality.
    static func namesThing(_ value: String) -> Bool {
        guard let first = value.split(separator: " ").first, let letter = first.first else { return false }
        let word = English.core(first).lowercased()
        return !letter.isLowercase || English.determiners.contains(word) || English.isCode(first)
            || ["one", "over", "about", "between", "every", "what", "that"].contains(word)
            || English.hasNumber(value.split(separator: " ").prefix(2).joined(separator: " "))
    }

    /// Whether a sentence says what kind of thing something is: "A native package is a package that …".
    static func isDefinition(_ clause: Clause) -> Bool {
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

    /// Verbs whose plain phrase is worth asking for without a figure or name in it.
    static let telling: Set<String> = ["go", "come", "run", "consist", "pay", "travel"]

    /// Whether "to" leads to a verb, as in "is required to be a link".
    static func isInfinitive(_ phrase: ClauseRest.Phrase, after verb: String) -> Bool {
        let words = phrase.text.split(separator: " ")
        guard phrase.preposition == "to", words.count > 1, let letter = words[1].first else { return false }
        if ["be", "do", "have"].contains(words[1]) || Verbs.bases.contains(String(words[1])) { return true }
        return wanting.contains(verb) && letter.isLowercase && !English.determiners.contains(String(words[1]))
    }

    /// Whether a phrase is a preposition of several words, such as "in favour of".
    static func isIdiom(_ phrase: ClauseRest.Phrase) -> Bool {
        [
            "in favo", "in case", "in order", "in addition", "in general", "in place of", "in turn",
            "on behalf", "for example",
        ]
        .contains(where: phrase.text.lowercased().hasPrefix)
    }

    /// Participles that ask for a deed.
    private static let wanting: Set<String> = [
        "required", "allowed", "expected", "supposed", "permitted", "encouraged", "recommended", "needed",
        "used", "intended", "meant", "designed", "configured", "advised", "asked", "programmed", "made",
        "free", "able", "forced", "told", "known", "obliged", "entitled", "invited",
    ]

    /// Verbs whose object is worth asking for when it is a phrase of some length.
    static let explaining: Set<String> = [
        "specify", "define", "describe", "provide", "indicate", "determine", "require", "prevent",
        "ensure", "allow", "declare", "implement", "represent", "mean", "control", "enable", "list",
        "include", "cause", "identify", "protect", "restrict", "modify", "perform", "generate", "record",
        "produce", "execute",
    ]
    /// Participles that only lead elsewhere: "described in the manual" tells nothing itself.
    static let pointers: Set<String> = [
        "described", "documented", "explained", "discussed", "detailed", "outlined",
    ]

    /// Whether words point outside the sentence or open another one.
    static func isOpen(_ text: String) -> Bool {
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

    /// Verbs whose object a question can ask for by name.
    static let asksForObject: Set<String> = [
        "have", "contain", "include", "provide", "specify", "use", "list", "describe", "declare",
        "define", "support", "accept", "return", "print", "install", "create", "produce", "show", "name",
        "carry", "bring", "wear", "pay", "need", "require", "follow", "state", "allow", "own",
    ]

    /// Whether a value is more than an opinion: it has a figure, a number word, a name or a code.
    static func isConcrete(_ value: String) -> Bool {
        English.hasNumber(value)
            || value.split(separator: " ").contains { $0.first?.isUppercase == true }
            || value.lowercased().split(separator: " ").contains {
                English.weekdays.contains(English.core($0)) || English.months.contains(English.core($0))
            }
    }
}
