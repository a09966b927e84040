/// Joins lines to running text: hyphens at line ends are taken out unless the word has one anyway.
struct PDFHyphens {
    /// All words of the document in lower case.
    private var vocabulary: Set<String> = []
    /// Korean words that stand inside a line, so that they are whole.
    private var koreanWords: Set<String> = []

    /// Learns the document's words.
    init(_ lines: some Sequence<PDFLine>) {
        for line in lines {
            for (index, word) in line.words.enumerated() {
                vocabulary.insert(word.text.lowercased().trimmingPrefix { !$0.isLetter }.description)
                let isInside = index > 0 && index < line.words.count - 1
                if isInside, Self.isHangul(word.text.first) {
                    koreanWords.insert(Self.koreanWord(word.text[...]))
                }
            }
        }
    }

    /// The text of lines that belong together.
    func joined(_ lines: [PDFLine]) -> String {
        var result = ""
        for line in lines {
            let text = line.text
            guard let last = result.last, let first = text.first else {
                result += text
                continue
            }
            if isHyphen(last), breaksWord(result, before: first) {
                if !keepsHyphen(result, text) { result.removeLast() }
                result += text
            } else if PDFLine.isIdeographic(last) && PDFLine.isIdeographic(first) {
                result += text
            } else if Self.isHangul(last) && Self.isHangul(first) && breaksKoreanWord(result, text) {
                result += text
            } else {
                result += " " + text
            }
        }
        return result
    }

    /// Korean lines may break inside a word: they do when both halves together are a word of the document.
    private func breaksKoreanWord(_ head: String, _ tail: String) -> Bool {
        let start = head.reversed().prefix(12).prefix { !$0.isWhitespace }.reversed()
        let end = tail.prefix(12).prefix { !$0.isWhitespace }
        return koreanWords.contains(Self.koreanWord((String(start) + end)[...]))
    }

    private static func koreanWord(_ text: Substring) -> String {
        String(text.trimming(while: { !$0.isLetter }))
    }

    private static func isHangul(_ character: Character?) -> Bool {
        guard let value = character?.unicodeScalars.first?.value else { return false }
        return (0xAC00...0xD7A3).contains(value)
    }

    private func isHyphen(_ character: Character) -> Bool {
        character == "-" || character == "\u{AD}" || character == "\u{2010}"
    }

    /// Whether the hyphen at the end stands inside a word or an address.
    private func breaksWord(_ head: String, before first: Character) -> Bool {
        guard let before = head.dropLast().last else { return false }
        if head.suffix(80).split(separator: " ").last?.contains("://") == true { return true }
        return before.isLetter && first.isLetter && first.isUppercase == before.isUppercase
    }

    private func keepsHyphen(_ head: String, _ tail: String) -> Bool {
        guard head.last == "-" else { return false }
        let start = String(head.dropLast().reversed().prefix { $0.isLetter || $0 == "-" }.reversed())
        // “up-to-” before “date”: the word has hyphens anyway.
        if start.contains("-") { return true }
        let end = tail.prefix { $0.isLetter || $0 == "-" }
        let whole = (start + end).lowercased()
        let parted = (start + "-" + end).lowercased()
        return vocabulary.contains(parted) && !vocabulary.contains(whole)
    }
}
