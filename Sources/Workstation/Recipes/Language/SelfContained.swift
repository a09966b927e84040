/// Tells sentences that a person understands alone from those that lean on their neighbours.
enum SelfContained {
    private static let referring: Set<Substring> = [
        "described", "given", "listed", "shown", "mentioned", "discussed", "explained", "defined", "noted",
        "specified", "documented", "see", "as", "stated", "detailed", "outlined",
    ]
    private static let openings: Set<Substring> = [
        "of", "care", "other", "additional", "further", "otherwise", "similarly", "thus", "hence",
        "furthermore",
        "moreover",
        "likewise", "finally", "alternatively", "usually", "normally", "first", "second", "again",
    ]
    /// Words that something must follow.
    private static let open: Set<Substring> = [
        "with", "to", "of", "for", "by", "from", "the", "a", "an", "at", "as", "is", "are", "and", "or",
        "that", "which",
        "using", "via", "into",
    ]
    private static let pairs: [(Character, Character)] = [("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’")]

    /// Whether nothing in a sentence points outside it and none of its brackets stays open.
    static func isWhole(_ sentence: String) -> Bool {
        if sentence.hasSuffix(":") || sentence.hasSuffix(":.") || sentence.contains("`") { return false }
        if [
            "; see ", "(see ", "(cf", ", too", "(ditto", "etc)", "TODO", "FIXME", ", then ", "that case",
            "now documented", "been clarified",
            "been expanded", "Clarified that",
            "Added that", "Clarify that", "please refer", "refer to ",
        ].contains(
            where: sentence.contains)
        {
            return false
        }
        for (open, close) in pairs where open != "‘" {
            if sentence.count(where: { $0 == open }) != sentence.count(where: { $0 == close }) {
                return false
            }
        }
        let words = sentence.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        guard let first = words.first, !openings.contains(first), let end = words.last, !open.contains(end)
        else {
            return false
        }
        for (index, word) in words.enumerated() {
            let next = index + 1 < words.count ? words[index + 1] : ""
            let last = index > 0 ? words[index - 1] : ""
            switch word {
            case "this", "these": return false
            case "those" where !["who", "that", "which", "of", "in", "with"].contains(next): return false
            case "such" where next != "as": return false
            case "below", "above":
                if referring.contains(last) || next.isEmpty || ["and", "or"].contains(next) { return false }
            case "following", "latter", "former", "aforementioned", "preceding": return false
            case "rest",
                "others" where last == "the":
                return false
            case "either" where !words[index...].contains("or"): return false
            case "too" where next.isEmpty: return false
            case "follows" where last == "as": return false
            case "instead" where next != "of": return false
            case "section", "chapter", "appendix":
                if ["previous", "next", "a", "each", "in", "see"].contains(last), next.first?.isNumber == true
                {
                    return false
                }
            default: break
            }
        }
        return true
    }

    /// A sentence without the conjunction that would join it to the next item of a list.
    static func withoutJoint(_ sentence: String) -> String {
        var text = English.unstopped(sentence)
        for joint in [" and/or", " and", " or", " but"] where text.hasSuffix(joint) {
            text = English.unstopped(String(text.dropLast(joint.count)))
        }
        return text
    }
}
