import Core

extension LaTeXBuilder {
    /// Reads a command and what belongs to it.
    mutating func command() {
        var next = cursor.index + 1
        guard next < cursor.end else {
            cursor.index = cursor.end
            return
        }
        guard LaTeXSource.isLetter(bytes[next]) else { return symbol(bytes[next]) }
        while next < cursor.end, LaTeXSource.isLetter(bytes[next]) { next += 1 }
        let name = cursor.source.text((cursor.index + 1)..<next)
        cursor.index = next
        if cursor.byte == UInt8(ascii: "*") { cursor.index += 1 }
        switch name {
        case "begin", "end": environment(isBegin: name == "begin")
        case "item": item()
        case "footnote", "thanks", "footnotetext": note()
        case "verb", "lstinline", "mintinline": verbatim()
        case "caption", "title", "author", "date": titled(name)
        case "maketitle", "tableofcontents", "listoffigures", "printindex": break
        case "input", "include", "subfile":
            includes += 1
            cursor.skipArguments(1)
        case "bibitem":
            endParagraph()
            cursor.skipArguments(1)
            places.append(.list)
            itemIsNew = true
            endParagraph()
            places.removeLast()
        default: plainCommand(name)
        }
    }

    private mutating func titled(_ name: String) {
        cursor.skipOptional()
        guard let group = cursor.takeGroup() else { return }
        let plain = inline(group)
        if name == "caption" {
            endParagraph()
            collector.add(.paragraph, plain, line: cursor.currentLine())
        } else if name == "title", title == nil {
            title = plain
            collector.add(.heading, plain, level: 1)
        }
    }

    private mutating func plainCommand(_ name: String) {
        if let depth = LaTeXVocabulary.headings[name] {
            endParagraph()
            cursor.skipOptional()
            let line = cursor.currentLine()
            guard let group = cursor.takeGroup() else { return }
            let level = max(1, depth - topHeading + (title == nil ? 1 : 2))
            collector.add(.heading, inline(group), level: min(level, 9), line: line)
        } else if let string = LaTeXVocabulary.symbols[name] {
            if string == "\n\n" { return endParagraph() }
            text += Array(string.utf8)
            cursor.skipSpace()
        } else if name.count == 1, let accent = LaTeXVocabulary.accents[name] {
            self.accent(accent)
        } else if let count = LaTeXVocabulary.silent[name] {
            if name == "cmidrule" { cursor.skipTrimming() }
            cursor.skipArguments(count)
        } else {
            // What is not known is left out; its argument is text, its options are not.
            cursor.skipOptional()
            cursor.skipSpace()
        }
    }

    private mutating func symbol(_ byte: UInt8) {
        cursor.index += 2
        switch byte {
        case UInt8(ascii: "\\"):
            cursor.skipOptional()
            text.append(10)
        case UInt8(ascii: "["), UInt8(ascii: "("): markedFormula(isDisplay: byte == UInt8(ascii: "["))
        case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "\""), UInt8(ascii: "~"),
            UInt8(ascii: "="), UInt8(ascii: "."):
            accent(LaTeXVocabulary.accents[String(UnicodeScalar(byte))] ?? "")
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), 32, 10: text.append(32)
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: ")"):
            break
        default: text.append(byte)
        }
    }

    /// `\[…\]` and `\(…\)`, within some lines.
    private mutating func markedFormula(isDisplay: Bool) {
        let start = cursor.index
        let limit = min(cursor.end, start + 8000)
        // Where no end was found before, none is looked for again.
        guard
            let close = LaTeXSource.find(
                isDisplay ? "\\]" : "\\)", in: bytes, from: max(start, searched - 1), until: limit)
        else {
            searched = limit
            return
        }
        if isDisplay { addFormula(start..<close) } else { text += bytes[start..<close] }
        cursor.index = close + 2
    }

    private mutating func accent(_ mark: String) {
        cursor.skipSpace()
        if cursor.byte == UInt8(ascii: "{") { cursor.index += 1 }
        guard let byte = cursor.byte else { return }
        let next = cursor.index + 1
        if byte == UInt8(ascii: "\\"), next < cursor.end,
            bytes[next] == UInt8(ascii: "i") || bytes[next] == UInt8(ascii: "j")
        {
            text.append(bytes[next])
            text += Array(mark.utf8)
            cursor.index += 2
        } else if LaTeXSource.isLetter(byte) {
            text.append(byte)
            text += Array(mark.utf8)
            cursor.index += 1
        }
        // The closing brace is taken as any other.
    }

    private mutating func verbatim() {
        cursor.skipOptional()
        guard let mark = cursor.byte else { return }
        if let group = cursor.takeGroup() {
            text += bytes[group]
            return
        }
        cursor.index += 1
        if let content = cursor.take(upTo: mark, within: 2000) {
            text += bytes[content]
        } else {
            cursor.index -= 1
        }
    }

    private mutating func note() {
        cursor.skipOptional()
        guard let group = cursor.takeGroup() else { return }
        notes.append(inline(group))
    }
}
