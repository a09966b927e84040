/// Cuts running text into sentences.
package enum SentenceSplitter {
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "vol", "fig", "e.g", "i.e", "etc", "vs", "cf", "approx",
        "inc",
        "ltd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp",
    ]

    /// Returns the sentences of a text in order; what has no closing mark is the last one.
    ///
    /// A full stop ends a sentence when white space and no small letter follows and the word before it is
    /// neither an abbreviation nor a single capital letter.
    ///
    /// - Complexity: O(n) in the length of the text.
    package static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        let characters = Array(text)
        var start = 0
        var index = 0
        func add(upTo end: Int) {
            let slice = characters[start..<end].drop(while: \.isWhitespace)
            let sentence = String(slice).trimmingSuffix(while: \.isWhitespace)
            if !sentence.isEmpty { sentences.append(sentence) }
            start = end
        }
        while index < characters.count {
            defer { index += 1 }
            guard ".!?。".contains(characters[index]) else { continue }
            var end = index + 1
            while end < characters.count, "\"”’')]".contains(characters[end]) { end += 1 }
            guard end == characters.count || characters[end].isWhitespace else { continue }
            if let next = characters[end...].first(where: { !$0.isWhitespace }), next.isLowercase { continue }
            if characters[index] == ".", isAbbreviation(characters[start..<index]) { continue }
            add(upTo: end)
        }
        add(upTo: characters.count)
        return sentences
    }

    private static func isAbbreviation(_ before: ArraySlice<Character>) -> Bool {
        let word = String(before.reversed().prefix { !$0.isWhitespace }.reversed())
        let core = word.lowercased().filter { $0.isLetter || $0 == "." }
        return abbreviations.contains(core) || (word.count == 1 && word.first?.isUppercase == true)
    }
}
