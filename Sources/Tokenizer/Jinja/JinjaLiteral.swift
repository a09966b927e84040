/// Reads one name, number, string or operator inside a tag.
enum JinjaLiteral {
    private static let signs = Set("+-*/%~<>=.,:|()[]{}".unicodeScalars)

    /// Returns the token at a position, and where it ends.
    static func read(
        _ source: [Unicode.Scalar], at start: Int, line: Int
    ) throws -> (kind: JinjaToken.Kind, end: Int) {
        let first = source[start]
        if first == "\"" || first == "'" { return try string(source, at: start, line: line) }
        if isDigit(first) { return try number(source, at: start, line: line) }
        if isNameStart(first) {
            var end = start + 1
            while end < source.count, isNameStart(source[end]) || isDigit(source[end]) { end += 1 }
            return (.name(text(source[start..<end])), end)
        }
        if start + 1 < source.count, isLongSign(first, source[start + 1]) {
            return (.sign(text(source[start..<start + 2])), start + 2)
        }
        guard signs.contains(first) else {
            throw TokenizerError.template(
                "the character \(String(first).debugDescription) has no meaning", line: line)
        }
        return (.sign(String(first)), start + 1)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLongSign(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        switch (first, second) {
        case ("=", "="), ("!", "="), ("<", "="), (">", "="), ("/", "/"), ("*", "*"): true
        default: false
        }
    }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        return scalar.properties.isXIDContinue
    }

    private static func number(
        _ source: [Unicode.Scalar], at start: Int, line: Int
    ) throws -> (kind: JinjaToken.Kind, end: Int) {
        var end = start
        func digits() {
            while end < source.count, isDigit(source[end]) || source[end] == "_" { end += 1 }
        }
        digits()
        var isFloat = false
        let isIndex = start > 0 && source[start - 1] == "."
        if !isIndex, end + 1 < source.count, source[end] == ".", isDigit(source[end + 1]) {
            isFloat = true
            end += 1
            digits()
        }
        if !isIndex, end < source.count, source[end] == "e" || source[end] == "E" {
            var exponent = end + 1
            if exponent < source.count, source[exponent] == "+" || source[exponent] == "-" { exponent += 1 }
            if exponent < source.count, isDigit(source[exponent]) {
                isFloat = true
                end = exponent
                digits()
            }
        }
        let literal = text(source[start..<end].filter { $0 != "_" }[...])
        if isFloat, let value = Double(literal) { return (.float(value), end) }
        if !isFloat, let value = Int(literal) { return (.integer(value), end) }
        throw TokenizerError.template(
            "the number \(TokenizerError.quoted(literal)) cannot be read", line: line)
    }

    private static func string(
        _ source: [Unicode.Scalar], at start: Int, line: Int
    ) throws -> (kind: JinjaToken.Kind, end: Int) {
        let quote = source[start]
        var view = String.UnicodeScalarView()
        var index = start + 1
        while index < source.count, source[index] != quote {
            guard source[index] == "\\", index + 1 < source.count else {
                view.append(source[index])
                index += 1
                continue
            }
            index += 1
            try escape(source, &index, &view, line)
        }
        guard index < source.count else { throw TokenizerError.template("a string has no end", line: line) }
        return (.string(String(view)), index + 1)
    }

    /// Resolves an escape of Python's; an unknown one stays as it is, backslash and all.
    private static func escape(
        _ source: [Unicode.Scalar], _ index: inout Int, _ view: inout String.UnicodeScalarView, _ line: Int
    ) throws {
        let simple: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}", "b": "\u{8}",
            "f": "\u{C}", "v": "\u{B}",
        ]
        let scalar = source[index]
        index += 1
        if let resolved = simple[scalar] {
            view.append(resolved)
        } else if scalar == "\n" {
            return
        } else if let width = ["x": 2, "u": 4, "U": 8][scalar] {
            let end = min(index + width, source.count)
            guard let value = UInt32(text(source[index..<end]), radix: 16), end - index == width,
                let resolved = Unicode.Scalar(value)
            else { throw TokenizerError.template("an escape in a string cannot be read", line: line) }
            view.append(resolved)
            index = end
        } else if ("0"..."7").contains(scalar) {
            var end = index
            while end < source.count, end < index + 2, ("0"..."7").contains(source[end]) { end += 1 }
            let value = UInt32(text(source[(index - 1)..<end]), radix: 8) ?? 0
            if let resolved = Unicode.Scalar(value) { view.append(resolved) }
            index = end
        } else {
            view.append("\\")
            view.append(scalar)
        }
    }
}
