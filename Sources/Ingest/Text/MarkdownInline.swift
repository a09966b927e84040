/// Removes Markdown's inline marks and keeps what a reader sees.
enum MarkdownInline {
    /// How far the other end of a link, code span or emphasis is looked for, so that time stays linear.
    private static let reach = 2000

    /// The text of a paragraph, heading or cell without marks: links become their text, images their
    /// description, code spans their content, markup tags nothing.
    static func plain(_ text: some StringProtocol) -> String {
        let characters = Array(text)
        return plain(characters[...], depth: 0)
    }

    private static func plain(_ text: ArraySlice<Character>, depth: Int) -> String {
        var output = ""
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            if let (part, end) = span(text, at: index, character, depth: depth) {
                output += part
                index = end
            } else {
                output.append(character)
                index += 1
            }
        }
        return output
    }

    /// The text of a marked span that starts here and the index after it, or nil for a plain character.
    private static func span(
        _ text: ArraySlice<Character>, at index: Int, _ character: Character, depth: Int
    ) -> (String, Int)? {
        switch character {
        case "\\":
            guard index + 1 < text.endIndex, text[index + 1].isPunctuation || text[index + 1].isSymbol else {
                return nil
            }
            return (String(text[index + 1]), index + 2)
        case "`": return code(text, at: index)
        case "!":
            guard index + 1 < text.endIndex, text[index + 1] == "[" else { return nil }
            return link(text, at: index + 1, depth: depth)
        case "[": return link(text, at: index, depth: depth)
        case "<": return tag(text, at: index)
        case "*", "_", "~": return emphasis(text, at: index, mark: character, depth: depth)
        case "&": return entity(text, at: index)
        default: return nil
        }
    }

    private static func run(_ text: ArraySlice<Character>, at index: Int) -> Int {
        text[index...].prefix { $0 == text[index] }.count
    }

    private static func code(_ text: ArraySlice<Character>, at index: Int) -> (String, Int)? {
        let count = run(text, at: index)
        var position = index + count
        let end = min(text.endIndex, index + reach)
        while position < end {
            guard text[position] == "`" else {
                position += 1
                continue
            }
            let closing = run(text, at: position)
            if closing == count { return (String(text[index + count..<position]), position + closing) }
            position += closing
        }
        return (String(text[index..<index + count]), index + count)
    }

    private static func link(_ text: ArraySlice<Character>, at index: Int, depth: Int) -> (String, Int)? {
        guard depth < 4, let close = closing("]", opening: "[", in: text, from: index) else { return nil }
        let inner = text[index + 1..<close]
        let after = close + 1
        // A footnote's mark is a number that means nothing inside the text.
        if inner.first == "^" {
            let isDefinition = after < text.endIndex && text[after] == ":"
            return ("", isDefinition ? after + 1 : after)
        }
        if after < text.endIndex, text[after] == "(",
            let end = closing(")", opening: "(", in: text, from: after)
        {
            return (plain(inner, depth: depth + 1), end + 1)
        }
        if after < text.endIndex, text[after] == "[",
            let end = closing("]", opening: "[", in: text, from: after)
        {
            return (plain(inner, depth: depth + 1), end + 1)
        }
        return nil
    }

    private static func closing(
        _ close: Character, opening: Character, in text: ArraySlice<Character>, from index: Int
    ) -> Int? {
        var depth = 0
        var position = index
        let end = min(text.endIndex, index + reach)
        while position < end {
            if text[position] == "\\" {
                position += 2
                continue
            }
            if text[position] == opening { depth += 1 }
            if text[position] == close {
                depth -= 1
                if depth == 0 { return position }
            }
            position += 1
        }
        return nil
    }

    private static func tag(_ text: ArraySlice<Character>, at index: Int) -> (String, Int)? {
        guard index + 1 < text.endIndex, let end = text[index...].prefix(reach).firstIndex(of: ">") else {
            return nil
        }
        let inner = text[index + 1..<end]
        guard let first = inner.first, first.isLetter || first == "/" || first == "!" else { return nil }
        let content = String(inner)
        if content.contains("://") && !content.contains(" ")
            || content.contains("@") && !content.contains(" ")
        {
            return (content, end + 1)
        }
        let name = content.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        guard first == "!" || markup.contains(name) else { return nil }
        return (name == "br" || name == "p" || name == "td" ? " " : "", end + 1)
    }

    /// Elements that occur in Markdown; `<name>` in running text is otherwise a placeholder and stays.
    private static let markup: Set<String> = [
        "a", "abbr", "b", "blockquote", "br", "center", "code", "dd", "del", "details", "div", "dl", "dt",
        "em", "font",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
        "picture", "pre", "s",
        "samp", "small", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
        "thead", "tr",
        "u", "ul", "var",
    ]

    private static func emphasis(
        _ text: ArraySlice<Character>, at index: Int, mark: Character, depth: Int
    ) -> (String, Int)? {
        let count = run(text, at: index)
        let literal = (String(repeating: mark, count: count), index + count)
        let start = index + count
        guard depth < 6, count <= 3, mark != "~" || count == 2, start < text.endIndex,
            !text[start].isWhitespace
        else {
            return literal
        }
        if mark == "_", index > text.startIndex, text[index - 1].isLetter || text[index - 1].isNumber {
            return literal
        }
        var position = start
        let end = min(text.endIndex, index + reach)
        while position < end {
            if text[position] == "\\" {
                position += 2
                continue
            }
            guard text[position] == mark else {
                position += 1
                continue
            }
            let closing = run(text, at: position)
            let after = position + closing
            let isInsideWord =
                mark == "_" && after < text.endIndex && (text[after].isLetter || text[after].isNumber)
            if closing == count, !text[position - 1].isWhitespace, !isInsideWord {
                return (plain(text[start..<position], depth: depth + 1), after)
            }
            position = after
        }
        return literal
    }

    private static func entity(_ text: ArraySlice<Character>, at index: Int) -> (String, Int)? {
        guard let end = text[index...].prefix(12).firstIndex(of: ";") else { return nil }
        let name = String(text[index + 1..<end])
        if let known = entities[name] { return (known, end + 1) }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let value =
            digits.first == "x" || digits.first == "X"
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, let scalar = Unicode.Scalar(value) else { return nil }
        return (String(Character(scalar)), end + 1)
    }

    private static let entities = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©", "reg": "®",
        "trade": "™",
        "ndash": "–", "mdash": "—", "hellip": "…", "middot": "·", "times": "×", "deg": "°", "euro": "€",
    ]
}
