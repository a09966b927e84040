/// Small helpers about English words; everything larger is in the files beside this one.
enum English {
    /// Words that open a noun phrase.
    static let determiners: Set<String> = [
        "the", "a", "an", "every", "each", "our", "all", "any", "no", "your", "its", "their", "some", "both",
        "most", "many", "my", "his", "her", "another",
    ]
    /// Words at the start of a sentence that point outside it.
    static let pointing: Set<String> = [
        "it", "he", "she", "they", "we", "you", "i", "this", "that", "these", "those", "there", "here",
        "what",
        "nobody", "anybody", "everybody", "everyone", "anyone", "somebody", "someone", "nothing",
        "everything",
        "anything", "something", "whoever", "whatever", "who", "which", "when", "where", "why", "how", "if",
        "one", "both", "neither", "either", "none", "others", "such", "another", "her", "his", "their", "its",
        "some", "most", "many", "few", "several", "that's", "it's", "please", "never", "always", "so", "then",
        "but", "and", "or", "not", "only", "even", "also", "do", "does", "don't", "let", "ask", "take", "see",
        "use", "note", "suppose", "consider", "assume", "given", "although", "because", "while", "unless",
        "whether",
        "however", "therefore", "my", "your", "dear", "more", "less", "fewer",
    ]
    /// Words for small numbers.
    static let numberWords: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
        "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "half", "twice",
        "once",
        "first", "second", "third", "dozen", "quarter",
    ]
    /// Days of the week.
    static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays",
        "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    ]
    /// Months.
    static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    /// Units and words of time.
    static let timeWords: Set<String> = [
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "weekend",
        "month", "months", "quarter", "year", "years", "decade", "morning", "noon", "afternoon", "evening",
        "night", "midnight", "spring", "summer", "autumn", "winter", "season", "holidays", "minute's",
        "daily",
        "weekly", "monthly", "yearly", "fortnight",
    ]

    /// A word without the punctuation around it and without a possessive ending.
    static func core(_ word: some StringProtocol) -> String {
        var core = Substring(word)
        while let last = core.last, !last.isLetter, !last.isNumber { core.removeLast() }
        while let first = core.first, !first.isLetter, !first.isNumber { core.removeFirst() }
        if core.hasSuffix("'s") || core.hasSuffix("’s") { core.removeLast(2) }
        return String(core)
    }

    /// Whether a word in small letters says how or when and names nothing: "broadly", "typically".
    static func isAdverb(_ word: String) -> Bool {
        word.count > 4 && word.hasSuffix("ly")
            && ![
                "family", "supply", "reply", "assembly", "monopoly", "anomaly", "jelly", "belly", "italy",
                "bully", "fly", "butterfly", "daily", "weekly", "monthly", "yearly", "early", "friendly",
            ].contains(word)
    }

    /// Whether a noun phrase means something that an earlier sentence spoke of: "the related packages".
    ///
    /// So does "the recorded names", unless a later word says which ones: "the recorded names of all users".
    static func pointsBack(_ phrase: String) -> Bool {
        let words = phrase.lowercased().split(separator: " ").map(String.init)
        guard words.count >= 2, ["the", "any", "both", "each", "all"].contains(words[0]) else { return false }
        let backward: Set<String> = [
            "related", "same", "other", "corresponding", "relevant", "resulting", "remaining", "respective",
            "affected", "appropriate", "associated", "previous", "given", "aforementioned", "equivalent",
            "matching", "necessary", "particular", "proposed", "provided", "said", "similar",
        ]
        let cuts = words.dropFirst().contains {
            ["of", "in", "for", "that", "which", "on", "from"].contains($0)
        }
        if cuts { return false }
        if words.count == 3, backward.contains(words[1]) { return true }
        return words[0] == "the" && words.count == 3 && words[1].hasSuffix("ed") && words[1].count > 5
            && Verbs.isParticiple(words[1]) && isPlural(phrase)
    }

    /// Starts a text with a capital and ends it with a mark.
    static func sentence(_ text: String) -> String {
        guard let last = text.last else { return text }
        let whole = sentenceStart(text)
        let closed =
            ".!?…".contains(last)
            || "\"”)".contains(last) && whole.dropLast().last.map { ".!?".contains($0) } == true
        return closed ? whole : whole + "."
    }

    /// A text with a capital at its start, unless a code stands there.
    static func sentenceStart(_ text: String) -> String {
        isCode(text.prefix { !$0.isWhitespace }) ? text : text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The text without a closing full stop.
    static func unstopped(_ text: String) -> String {
        var text = text
        while let last = text.last, ".;,".contains(last) || last.isWhitespace { text.removeLast() }
        return text
    }

    /// Whether a noun phrase is plural, judged by its head: "weeks of August" is, "glass" is not.
    static func isPlural(_ phrase: String) -> Bool {
        let words = phrase.split(separator: " ")
        // "a wet bellows" is one thing, and "checking the straps" is one task.
        if let first = words.first?.lowercased(), words.count > 1,
            ["a", "an", "each", "every", "one"].contains(first)
                || first.hasSuffix("ing") && ["the", "a", "an", "your", "our"].contains(words[1])
        {
            return false
        }
        let cuts: Set<Substring> = [
            "of", "for", "in", "on", "at", "to", "with", "from", "by", "off", "that", "who", "which",
        ]
        let end = words.firstIndex(where: cuts.contains)
        guard let head = words[..<(end ?? words.endIndex)].last.map({ core($0).lowercased() }) else {
            return false
        }
        if ["people", "children", "men", "women", "bellows", "scissors"].contains(head) { return true }
        return head.count > 3 && head.hasSuffix("s") && !head.hasSuffix("ss") && !head.hasSuffix("us")
            && !head.hasSuffix("is")
    }

    /// Whether a text holds a figure or a number word; "one" and "first" count as plain words.
    static func hasNumber(_ text: String) -> Bool {
        text.contains(where: \.isNumber)
            || text.split(whereSeparator: \.isWhitespace).contains {
                let word = core($0).lowercased()
                return numberWords.contains(word)
                    && !["one", "first", "once", "second", "third"].contains(word)
            }
    }

    /// Whether a phrase tells a time of day, a day or a month.
    static func isMoment(_ phrase: String) -> Bool {
        phrase.lowercased().split(whereSeparator: \.isWhitespace).contains { word in
            let word = core(word)
            let parts = word.split(separator: ":")
            let isClock = parts.count == 2 && parts.allSatisfy { $0.count <= 2 && $0.allSatisfy(\.isNumber) }
            return isClock || weekdays.contains(word)
                || months.contains(word) && word != "may" && word != "march"
        }
    }

    /// Whether a noun phrase names somebody by role: "the night watchman", "the mentor of the apprentices".
    static func isRole(_ phrase: String) -> Bool {
        let words = phrase.lowercased().split(separator: " ")
        let end = words.firstIndex { ["of", "for", "in", "on", "at", "to", "with", "from"].contains($0) }
        guard let head = words[..<(end ?? words.endIndex)].last.map({ core($0) }) else { return false }
        let roles: Set<String> = [
            "contact", "mentor", "head", "chair", "king", "queen", "president", "boss", "chief", "lead",
            "clerk",
            "landlady", "landlord", "apprentice", "neighbour", "neighbor", "cook", "chef", "nephew", "niece",
            "son",
            "daughter", "wife", "husband", "brother", "sister", "friend", "captain", "host", "guide",
            "secretary",
            "doctor", "chairman", "chairwoman", "person", "assistant", "accountant", "agent", "deputy",
        ]
        let things: Set<String> = [
            "number", "cover", "order", "paper", "folder", "printer", "water", "server", "corner", "harbour",
            "letter",
            "chapter", "color", "colour", "answer", "meter", "center", "centre", "power", "layer",
            "parameter",
            "character", "header", "counter", "filter", "register", "container", "computer", "router",
            "installer",
            "error", "factor", "floor", "door", "tractor", "mirror", "motor", "sensor", "river", "tower",
            "weather",
            "winter", "summer", "october", "november", "december", "september", "quarter", "dinner", "user",
            "editor",
            "compiler", "loader", "bootloader", "driver", "browser", "buffer", "pointer", "identifier",
            "timer",
        ]
        if roles.contains(head) || head.hasSuffix("man") || head.hasSuffix("woman") || head.hasSuffix("ist") {
            return true
        }
        return head.count > 4 && (head.hasSuffix("er") || head.hasSuffix("or")) && !things.contains(head)
    }

    /// Whether a phrase reads like a person's name: two or three capitalised words and nothing else.
    static func isPerson(_ phrase: String) -> Bool {
        let words = phrase.split(separator: " ")
        return (2...3).contains(words.count)
            && words.allSatisfy { word in
                word.first?.isUppercase == true && word.dropFirst().contains(where: \.isLowercase)
                    && word.allSatisfy { $0.isLetter || "-.'’".contains($0) }
            } && !["The", "A", "An"].contains(String(words[0]))
            && !words.contains { weekdays.contains($0.lowercased()) || months.contains($0.lowercased()) }
    }

    /// Whether a phrase is an amount of money.
    static func isMoney(_ phrase: String) -> Bool {
        if phrase.contains(where: { "€$£¥₩".contains($0) }) { return true }
        let units: Set<String> = [
            "euro", "euros", "dollar", "dollars", "pound", "pounds", "cent", "cents", "franc", "francs",
            "won",
            "yen", "crowns", "eur", "usd", "gbp",
        ]
        return hasNumber(phrase)
            && phrase.split(whereSeparator: \.isWhitespace).contains { units.contains(core($0).lowercased()) }
    }

    /// Whether an amount is in euros.
    static func isEuro(_ phrase: String) -> Bool {
        phrase.contains("€") || phrase.lowercased().contains("euro")
    }

    /// Whether a phrase is a length of time such as "three hours".
    static func isDuration(_ phrase: String) -> Bool { durationUnit(phrase) != nil }

    /// What a length of time is counted in, such as "hours" for "about an hour"; nil for other phrases.
    static func durationUnit(_ phrase: String) -> String? {
        let words = phrase.lowercased().split(separator: " ").prefix(6).map { core($0) }
        let units: Set<String> = [
            "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
            "month",
            "months", "year", "years",
        ]
        guard let unit = words.firstIndex(where: units.contains) else { return nil }
        let before = words[..<unit]
        guard !before.contains(where: { ["every", "the", "of", "each"].contains($0) }),
            before.contains(where: { numberWords.contains($0) || Int($0) != nil || $0 == "an" || $0 == "a" })
        else { return nil }
        return words[unit].hasSuffix("s") ? words[unit] : words[unit] + "s"
    }
}
