extension English {
    /// Takes the number off a heading, so that "2.2.3 The archive areas" is "The archive areas".
    static func unnumbered(_ heading: String) -> String {
        let number = heading.prefix { $0.isNumber || $0 == "." || $0 == "§" || $0 == " " }
        guard number.contains("."), number.contains(where: \.isNumber), number.hasSuffix(" ") else {
            return heading
        }
        let rest = String(heading.dropFirst(number.count))
        return rest.contains(where: \.isLetter) ? rest : heading
    }

    /// A sentence without the number of a point before it: "12.5: All files …" is "All files …".
    static func unpointed(_ sentence: String) -> String {
        let number = sentence.prefix { $0.isNumber || $0 == "." }
        let rest = sentence.dropFirst(number.count)
        guard !number.isEmpty, rest.hasPrefix(": ") else { return sentence }
        return rest.dropFirst(2).prefix(1).uppercased() + rest.dropFirst(3)
    }

    /// Takes the mark of a footnote off the end of a text.
    ///
    /// It stands behind the last full stop, as in "… to meet. 4" or "… to meet. [4]".
    static func unmarked(_ text: String) -> String {
        var rest = text[...]
        if rest.last == "]" { rest = rest.dropLast() }
        let digits = rest.reversed().prefix { $0.isNumber }.count
        guard (1...2).contains(digits) else { return text }
        rest = rest.dropLast(digits)
        if rest.last == "[" { rest = rest.dropLast() }
        let stripped = String(rest).trimmingSuffix(while: \.isWhitespace)
        return stripped.last == "." && stripped.count < text.count - digits ? stripped : text
    }

    /// Whether a word is written as a program writes names: "debian/rules", "DEB_HOST_ARCH", "x.so".
    static func isCode(_ word: some StringProtocol) -> Bool {
        word.contains { "/_@=\\~$".contains($0) } || word.hasPrefix("-")
            || word.dropFirst().dropLast().contains { $0 == "." } && !word.contains { $0 == "’" }
    }
}
