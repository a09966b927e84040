/// The first statement of a sentence.
enum MainClause {
    /// The sentence up to an afterthought: ", because …", ", and …".
    static func text(of sentence: String) -> String {
        let closers = [
            ", and ", ", but ", ", because ", ", since ", ", which ", ", who ", ", so ", ", even ", ", as ",
            ", where ",
            ", though ", "; ", " because ", " since ", ", or ", ", whether ", ", when ", " and is ",
            " and are ",
            " and must ", " and has ", " and does ", " and says ", " and never ", " and not ",
        ]
        var end = sentence.endIndex
        for closer in closers {
            // A comma list ("cash, cards and transfer") must stay whole: cut only after the verb's own part.
            if let found = sentence.firstRange(of: closer), found.lowerBound < end,
                !sentence[..<found.lowerBound].contains(","), !sentence[..<found.lowerBound].contains(": ")
            {
                end = found.lowerBound
            }
        }
        if let second = secondClause(in: sentence[..<end]) { end = second }
        return English.sentence(English.unstopped(String(sentence[..<end])))
    }

    /// Where a second statement begins that only a conjunction joins: "… and the installation must not continue".
    private static func secondClause(in sentence: Substring) -> String.Index? {
        for joint in [" and the ", " and a ", " and an ", " and it ", " and they ", " and no ", " and you "] {
            guard let found = sentence.firstRange(of: joint) else { continue }
            let words = sentence[found.upperBound...].split(separator: " ").prefix(6)
            let verb = words.firstIndex { Verbs.be.contains(String($0)) || Verbs.modals.contains(String($0)) }
            let before = sentence[..<found.lowerBound].split(separator: " ")
            let hasVerb = before.contains {
                Verbs.be.contains(String($0)) || Verbs.modals.contains(String($0))
            }
            // "The key and the fob are kept": the first part needs a verb of its own.
            if verb != nil, hasVerb { return found.lowerBound }
        }
        return nil
    }
}
