/// Cuts a template into tokens as Jinja does with `trim_blocks` and `lstrip_blocks` on.
struct JinjaLexer {
    /// Largest template that is accepted, in scalars.
    static let longestTemplate = 1 << 20

    private let source: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var tokens: [JinjaToken] = []
    /// Whether what comes next starts a line, as far as removed line ends count.
    private var isLineStart = true

    private init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || !(isAfterReturn && scalar == "\n") {
                scalars.append(scalar == "\r" ? "\n" : scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        if scalars.last == "\n" { scalars.removeLast() }
        source = scalars
    }

    /// Returns the tokens of a template, ``JinjaToken/Kind/end`` last.
    static func tokens(of text: String) throws -> [JinjaToken] {
        guard text.unicodeScalars.count <= longestTemplate else {
            throw TokenizerError.templateLimit("it is longer than \(longestTemplate) characters")
        }
        var lexer = JinjaLexer(text)
        try lexer.run()
        return lexer.tokens
    }

    private mutating func run() throws {
        while position < source.count {
            let tag = nextTag() ?? source.count
            let start = position
            guard tag < source.count else {
                addData(start..<tag)
                break
            }
            let kind = source[tag + 1]
            let sign = tag + 2 < source.count ? source[tag + 2] : " "
            var end = tag
            if sign == "-" {
                while end > start, Self.isSpace(source[end - 1]) { end -= 1 }
            } else if sign != "+", kind != "{" {
                let lineStart = source[start..<tag].lastIndex(of: "\n").map { $0 + 1 } ?? start
                if lineStart > start || isLineStart, source[lineStart..<tag].allSatisfy(Self.isSpace) {
                    end = lineStart
                }
            }
            addData(start..<end)
            advance(to: tag + 2 + (sign == "-" || sign == "+" ? 1 : 0))
            switch kind {
            case "#": try skipComment()
            case "{": try lexTag(begin: .variableBegin, end: .variableEnd, closing: "}")
            default: if try !lexRawBlock() { try lexTag(begin: .blockBegin, end: .blockEnd, closing: "%") }
            }
            isLineStart = position > 0 && source[position - 1] == "\n"
        }
        tokens.append(JinjaToken(kind: .end, line: line))
    }

    /// The offset of the next `{{`, `{%` or `{#`.
    private func nextTag() -> Int? {
        var index = position
        while index + 1 < source.count {
            if source[index] == "{",
                source[index + 1] == "{" || source[index + 1] == "%" || source[index + 1] == "#"
            {
                return index
            }
            index += 1
        }
        return nil
    }

    private mutating func addData(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: source[range])
        tokens.append(JinjaToken(kind: .data(String(view)), line: line))
    }

    private mutating func advance(to end: Int) {
        line += source[position..<end].reduce(0) { $0 + ($1 == "\n" ? 1 : 0) }
        position = end
    }

    /// Goes on behind a tag's end: `-` takes all white space along, else a block takes one line end.
    private mutating func skipAfterTag(sign: Unicode.Scalar, trims: Bool) {
        var end = position
        if sign == "-" {
            while end < source.count, Self.isSpace(source[end]) { end += 1 }
        } else if sign != "+", trims, end < source.count, source[end] == "\n" {
            end += 1
        }
        advance(to: end)
    }

    private mutating func skipComment() throws {
        let start = line
        var index = position
        while index + 1 < source.count, !(source[index] == "#" && source[index + 1] == "}") { index += 1 }
        guard index + 1 < source.count else {
            throw TokenizerError.template("a comment has no end", line: start)
        }
        let sign = index > position ? source[index - 1] : " "
        advance(to: index + 2)
        skipAfterTag(sign: sign, trims: true)
    }

    /// Reads `raw %} … {% endraw %}` when that is what follows.
    private mutating func lexRawBlock() throws -> Bool {
        var index = position
        guard Self.skipName("raw", in: source, &index) else { return false }
        var sign: Unicode.Scalar = " "
        if index < source.count, source[index] == "-" {
            sign = source[index]
            index += 1
        }
        guard index + 1 < source.count, source[index] == "%", source[index + 1] == "}" else { return false }
        advance(to: index + 2)
        skipAfterTag(sign: sign, trims: false)
        let start = position
        var tag = position
        while tag + 1 < source.count {
            if source[tag] == "{", source[tag + 1] == "%" {
                var index = tag + 2
                let opening = index < source.count ? source[index] : " "
                if opening == "-" || opening == "+" { index += 1 }
                if Self.skipName("endraw", in: source, &index) {
                    var closing: Unicode.Scalar = " "
                    if index < source.count, source[index] == "-" || source[index] == "+" {
                        closing = source[index]
                        index += 1
                    }
                    if index + 1 < source.count, source[index] == "%", source[index + 1] == "}" {
                        addData(start..<endOfRaw(start, tag, opening))
                        advance(to: index + 2)
                        skipAfterTag(sign: closing, trims: true)
                        return true
                    }
                }
            }
            tag += 1
        }
        throw TokenizerError.template("a raw block has no end", line: line)
    }

    private func endOfRaw(_ start: Int, _ tag: Int, _ sign: Unicode.Scalar) -> Int {
        var end = tag
        if sign == "-" {
            while end > start, Self.isSpace(source[end - 1]) { end -= 1 }
        } else if sign != "+" {
            let lineStart = source[start..<tag].lastIndex(of: "\n").map { $0 + 1 } ?? start
            if lineStart > start || source[start - 1] == "\n",
                source[lineStart..<tag].allSatisfy(Self.isSpace)
            {
                end = lineStart
            }
        }
        return end
    }

    /// Reads what is inside `{{ }}` or `{% %}`.
    private mutating func lexTag(begin: JinjaToken.Kind, end: JinjaToken.Kind, closing: Unicode.Scalar) throws
    {
        let start = line
        tokens.append(JinjaToken(kind: begin, line: line))
        var brackets: [Unicode.Scalar] = []
        while position < source.count {
            let scalar = source[position]
            if Self.isSpace(scalar) {
                advance(to: position + 1)
                continue
            }
            if brackets.isEmpty, let length = tagEnd(closing) {
                let sign = source[position]
                tokens.append(JinjaToken(kind: end, line: line))
                advance(to: position + length)
                skipAfterTag(sign: sign, trims: closing == "%")
                return
            }
            let (kind, next) = try JinjaLiteral.read(source, at: position, line: line)
            if case .sign(let text) = kind { try balance(text, &brackets) }
            tokens.append(JinjaToken(kind: kind, line: line))
            advance(to: next)
        }
        throw TokenizerError.template("a tag has no end", line: start)
    }

    private func tagEnd(_ closing: Unicode.Scalar) -> Int? {
        let isSigned = source[position] == "-" || closing == "%" && source[position] == "+"
        let index = position + (isSigned ? 1 : 0)
        guard index + 1 < source.count, source[index] == closing, source[index + 1] == "}" else { return nil }
        return index + 2 - position
    }

    private func balance(_ text: String, _ brackets: inout [Unicode.Scalar]) throws {
        switch text {
        case "(": brackets.append(")")
        case "[": brackets.append("]")
        case "{": brackets.append("}")
        case ")", "]", "}":
            guard let expected = brackets.popLast(), String(expected) == text else {
                throw TokenizerError.template("an unexpected \"\(text)\"", line: line)
            }
        default: break
        }
    }

    /// Skips white space, a name and white space.
    private static func skipName(_ name: String, in source: [Unicode.Scalar], _ index: inout Int) -> Bool {
        while index < source.count, isSpace(source[index]) { index += 1 }
        for scalar in name.unicodeScalars {
            guard index < source.count, source[index] == scalar else { return false }
            index += 1
        }
        while index < source.count, isSpace(source[index]) { index += 1 }
        return true
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { TaggedText.isSpace(scalar.value) }
}
