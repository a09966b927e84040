/// Removes the marks inside lines of reStructuredText and AsciiDoc, in one pass over the text.
enum MarkupInline {
    /// Plain text of a reStructuredText line: emphasis, code, roles, links, footnote marks.
    static func restructuredText(_ text: Substring) -> String {
        guard text.contains(where: { "*`|_\\".contains($0) }) else { return String(text) }
        let characters = Array(text)
        var result = ""
        var index = 0
        // The next closing mark of each kind is looked for once, so that many open marks cost nothing.
        var misses: Set<String> = []
        func end(_ mark: String, from start: Int) -> Int? {
            guard !misses.contains(mark) else { return nil }
            let wanted = Array(mark)
            var place = start
            while place + wanted.count <= characters.count {
                if characters[place] == wanted[0],
                    characters[place..<place + wanted.count].elementsEqual(wanted)
                {
                    return place
                }
                place += 1
            }
            misses.insert(mark)
            return nil
        }
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if character == "\\" {
                if next != " " { result.append(next) }
                index += 2
            } else if character == "`", next == "`", let close = end("``", from: index + 2) {
                result += String(characters[(index + 2)..<close])
                index = close + 2
            } else if character == "`", let close = end("`", from: index + 1) {
                result += linkText(characters[(index + 1)..<close])
                index = close + 1
                while index < characters.count, characters[index] == "_" { index += 1 }
            } else if character == "*", next == "*", let close = end("**", from: index + 2) {
                result += String(characters[(index + 2)..<close])
                index = close + 2
            } else if character == "*", !next.isWhitespace, next != "*", let close = end("*", from: index + 1)
            {
                result += String(characters[(index + 1)..<close])
                index = close + 1
            } else if character == ":", let colon = role(characters, at: index) {
                index = colon + 1
            } else if character == "|", !next.isWhitespace, let close = end("|", from: index + 1) {
                result += String(characters[(index + 1)..<close])
                index = close + 1
                while index < characters.count, characters[index] == "_" { index += 1 }
            } else if character == "_", index > 0,
                characters[index - 1].isLetter || characters[index - 1] == "]",
                !next.isLetter && !next.isNumber
            {
                // The mark of a footnote is no text.
                if characters[index - 1] == "]", let open = result.suffix(40).lastIndex(of: "[") {
                    result.removeSubrange(open...)
                    while result.last == " " { result.removeLast() }
                }
                index += 1
            } else {
                result.append(character)
                index += 1
            }
        }
        return result
    }

    /// `Text <address>` without the address; `~package.name` by its last part.
    private static func linkText(_ content: ArraySlice<Character>) -> String {
        let text = String(content)
        if let open = text.firstRange(of: "<"), text.hasSuffix(">") {
            let label = text[..<open.lowerBound].trimmed
            return label.isEmpty ? String(text[open.upperBound...].dropLast()) : String(label)
        }
        return text.hasPrefix("~") ? String(text.split(separator: ".").last ?? "") : text
    }

    /// The colon that closes a role's name in front of a back quote.
    private static func role(_ characters: [Character], at start: Int) -> Int? {
        var index = start + 1
        while index < characters.count, index - start < 40,
            characters[index].isLetter || "-+_:".contains(characters[index])
        {
            if characters[index] == ":", index > start + 1, index + 1 < characters.count,
                characters[index + 1] == "`"
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Plain text of an AsciiDoc line: emphasis, code, links, references, attributes.
    static func asciidoc(_ text: Substring, attributes: [String: String] = [:]) -> String {
        guard text.contains(where: { "*_`+#^~:<{[\\".contains($0) }) else { return String(text) }
        let characters = Array(text)
        var result = ""
        var index = 0
        func find(_ mark: Character, from start: Int, within most: Int) -> Int? {
            characters[start..<min(characters.count, start + most)].firstIndex(of: mark)
        }
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if character == "\\", "*_`+#{<".contains(next) {
                result.append(next)
                index += 2
            } else if character == "{", let close = find("}", from: index, within: 60) {
                let name = String(characters[(index + 1)..<close]).lowercased()
                result += attributes[name] ?? (name == "nbsp" ? " " : String(characters[index...close]))
                index = close + 1
            } else if character == "<", next == "<", let close = find(">", from: index, within: 300) {
                let content = String(characters[(index + 2)..<close])
                result += content.split(separator: ",", maxSplits: 1).last.map { String($0.trimmed) } ?? ""
                index = close + (close + 1 < characters.count && characters[close + 1] == ">" ? 2 : 1)
            } else if character == "[", let link = link(result).map(String.init),
                let close = find("]", from: index, within: 2000)
            {
                let label =
                    String(characters[(index + 1)..<close]).split(separator: ",").first.map { $0.trimmed }
                    ?? ""
                result.removeLast(link.count)
                result +=
                    label.isEmpty
                    ? String(link.split(separator: ":", maxSplits: 1).last ?? "") : String(label)
                index = close + 1
            } else if "*_`+#^~".contains(character) {
                // A mark stands at the edge of a word; inside one it is text.
                let isOpening = index == 0 || !isWordLike(characters[index - 1]) && !next.isWhitespace
                let isClosing = index > 0 && !characters[index - 1].isWhitespace && !isWordLike(next)
                if !(isOpening && !next.isWhitespace || isClosing || next == character
                    || index > 0 && characters[index - 1] == character)
                {
                    result.append(character)
                } else if character == "+" && next.isWhitespace && index > 0
                    && characters[index - 1].isWhitespace
                {
                    result.append(character)
                }
                index += 1
            } else {
                result.append(character)
                index += 1
            }
        }
        return result
    }

    private static func isWordLike(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// The address or macro that a text ends with: `https://example.org`, `link:page.html`, `footnote:`.
    private static func link(_ text: String) -> Substring? {
        let word = text.suffix(500).split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        let isLink = [
            "http://", "https://", "link:", "mailto:", "xref:", "image:", "footnote:", "kbd:", "menu:",
            "ftp://",
        ]
        .contains { word.hasPrefix($0) }
        return isLink ? word : nil
    }
}
