/// Filters on text.
extension JinjaInterpreter {
    /// Names of the filters that take their value as text.
    static let textFilters: Set<String> = [
        "capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "replace", "title",
        "trim",
        "truncate", "upper", "urlencode", "wordcount",
    ]

    /// Returns what a filter makes of a text.
    func applyText(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        try budget.charge(text: text.count)
        switch name {
        case "capitalize": return .text(text.capitalized)
        case "center": return .text(try padded(text, arguments.integer(0, "width") ?? 80))
        case "e", "escape", "forceescape":
            return .text(text.mapped { scalar, _ in Self.escapes[scalar] ?? String(scalar) })
        case "format": return try formatted(text, arguments)
        case "indent": return .text(try indented(text, arguments))
        case "lower": return .text(text.lowercased)
        case "replace":
            guard let old = try arguments.text(0, "old"), let new = try arguments.text(1, "new") else {
                throw TokenizerError.template("replace needs the old and the new text", line: line)
            }
            return .text(try replaced(text, old, new, limit: arguments.integer(2, "count")))
        case "title": return .text(text.titledAtGaps)
        case "trim": return .text(text.stripped(try arguments.text(0, "chars")))
        case "truncate": return .text(try truncated(text, arguments))
        case "upper": return .text(text.uppercased)
        case "urlencode":
            return .text(
                text.mapped { scalar, _ in
                    let isPlain =
                        scalar.isASCII
                        && (scalar.properties.isAlphabetic
                            || "0123456789-._~/".unicodeScalars.contains(scalar))
                    return isPlain ? String(scalar) : String(scalar).utf8.map { "%" + Self.hex($0) }.joined()
                })
        default: return .integer(text.words(limit: .max).count)
        }
    }

    /// Returns the text with one part replaced by another, paid for.
    func replaced(_ text: TaggedText, _ old: TaggedText, _ new: TaggedText, limit: Int?) throws -> TaggedText
    {
        let most = limit.map { $0 < 0 ? .max : $0 } ?? .max
        let places =
            old.count == 0 ? Array((0...text.count).prefix(most)) : text.indices(of: old, limit: most)
        let (growth, overflows) = places.count.multipliedReportingOverflow(by: new.count)
        try budget.charge(text: overflows ? .max : text.count &+ growth)
        var result: [UInt32] = []
        var done = 0
        for place in places {
            result.append(contentsOf: text.units[done..<place])
            result.append(contentsOf: new.units)
            done = place + old.count
        }
        result.append(contentsOf: text.units[done...])
        return TaggedText(units: result)
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&#34;", "'": "&#39;",
    ]

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    private func padded(_ text: TaggedText, _ width: Int) throws -> TaggedText {
        guard width > text.count else { return text }
        try budget.charge(text: width)
        let space = width - text.count
        // Python puts the odd space to the left of an even width, to the right of an odd one.
        let left = space / 2 + (space & width & 1)
        let blanks: (Int) -> TaggedText = { TaggedText(units: Array(repeating: 0x20, count: $0)) }
        return blanks(left) + text + blanks(space - left)
    }

    private func indented(_ text: TaggedText, _ arguments: JinjaArguments) throws -> TaggedText {
        let indent: TaggedText
        if case .text(let given) = arguments.value(0, "width") {
            indent = given
        } else {
            let width = try arguments.integer(0, "width") ?? 4
            try budget.charge(text: max(width, 0))
            indent = TaggedText(units: Array(repeating: 0x20, count: max(width, 0)))
        }
        let indentsBlank = arguments.flag(2, "blank")
        var result = TaggedText()
        for (index, line) in (text + TaggedText("\n")).lines(keepingEnds: false).enumerated() {
            if index > 0 { result.append(TaggedText("\n")) }
            let isIndented = index == 0 ? arguments.flag(1, "first") : indentsBlank || line.count > 0
            if isIndented { result.append(indent) }
            result.append(line)
            try budget.charge(text: indent.count + line.count)
        }
        return result
    }

    private func truncated(_ text: TaggedText, _ arguments: JinjaArguments) throws -> TaggedText {
        let length = max(try arguments.integer(0, "length") ?? 255, 0)
        let end = try arguments.text(2, "end") ?? TaggedText("...")
        let leeway = try arguments.integer(3, "leeway") ?? 5
        guard text.count - max(leeway, 0) > length else { return text }
        let kept = TaggedText(units: text.units.prefix(max(length - end.count, 0)))
        if arguments.flag(1, "killwords") { return kept + end }
        let cut = kept.units.indices.last { kept.scalar($0) == 0x20 }
        return cut.map { TaggedText(units: kept.units[..<$0]) + end } ?? kept + end
    }
}
