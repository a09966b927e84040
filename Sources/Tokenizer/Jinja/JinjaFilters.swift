/// The filters behind `|`: which there are, and those on single values.
extension JinjaInterpreter {
    /// Names of all filters.
    static let filterNames = textFilters.union(sequenceFilters).union([
        "abs", "attr", "bool", "count", "d", "default", "float", "int", "items", "length", "list", "round",
        "safe",
        "string", "tojson",
    ])

    /// Returns what a filter makes of a value.
    func apply(
        filter name: String, to value: JinjaValue, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        if Self.textFilters.contains(name) {
            return try applyText(name, printed(value), arguments, line: line)
        }
        if Self.sequenceFilters.contains(name) {
            return try applySequence(name, value, arguments, line: line)
        }
        switch name {
        case "abs":
            switch value {
            case .float(let number): return .float(abs(number))
            default:
                guard let number = value.wholeNumber, number != .min else { break }
                return .integer(abs(number))
            }
        case "attr": return try attribute(arguments.text(0, "name")?.string ?? "", of: value, line: line)
        case "bool": return .boolean(value.isTrue)
        case "default", "d":
            let isMissing = value.isUndefined || arguments.flag(1, "boolean") && !value.isTrue
            return isMissing ? arguments.value(0, "default_value") ?? .plain("") : value
        case "int": return .integer(try wholeNumber(value, arguments))
        case "float":
            if let number = value.number { return .float(number) }
            return .float(
                Double(value.printed.stripped().string) ?? arguments.value(0, "default")?.number ?? 0)
        case "items":
            if value.isUndefined { return try .list([]) }
            guard case .dictionary(let dictionary) = value else { break }
            return try dictionary.items()
        case "length", "count":
            switch value {
            case .text(let text): return .integer(text.count)
            case .list(let list): return .integer(list.items.count)
            case .dictionary(let dictionary): return .integer(dictionary.keys.count)
            case .undefined: return .integer(0)
            default: break
            }
        case "list": return try .list(value.elements())
        case "round": return try rounded(value, arguments, line: line)
        case "safe": return value
        case "string": return .text(try printed(value))
        case "tojson": return .text(try json(value, arguments))
        default:
            throw TokenizerError.template(
                "the filter \(TokenizerError.quoted(name)) is not known", line: line)
        }
        throw refused(name, value, line)
    }

    /// The error that a filter does not work on a value.
    func refused(_ filter: String, _ value: JinjaValue, _ line: Int) -> TokenizerError {
        if case .undefined(let reason) = value { return .template(reason, line: line) }
        return .template(
            "the filter \(TokenizerError.quoted(filter)) does not work on \(value.kindName)", line: line)
    }

    private func wholeNumber(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> Int {
        let fallback = try arguments.integer(0, "default") ?? 0
        switch value {
        case .float(let number): return Int(exactly: number.rounded(.towardZero)) ?? fallback
        case .text(let text):
            let radix = try arguments.integer(1, "base") ?? 10
            var digits = text.stripped().string.filter { $0 != "_" }.lowercased()
            for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)]
            where radix == base && digits.hasPrefix(prefix) {
                digits.removeFirst(2)
            }
            if (2...36).contains(radix), let number = Int(digits, radix: radix) { return number }
            return Double(digits).flatMap { Int(exactly: $0.rounded(.towardZero)) } ?? fallback
        default: return value.wholeNumber ?? fallback
        }
    }

    private func rounded(_ value: JinjaValue, _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        guard let number = value.number else { throw refused("round", value, line) }
        let precision = try arguments.integer(0, "precision") ?? 0
        guard abs(precision) <= 18 else {
            throw TokenizerError.template("round goes to 18 places at most", line: line)
        }
        let method = try arguments.text(1, "method")?.string ?? "common"
        let factor = Self.realPower(10, Double(precision))
        switch method {
        case "ceil": return .float((number * factor).rounded(.up) / factor)
        case "floor": return .float((number * factor).rounded(.down) / factor)
        default: return .float((number * factor).rounded(.toNearestOrEven) / factor)
        }
    }

    private func json(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> TaggedText {
        var style = JinjaJSONStyle()
        switch arguments["indent"] ?? (arguments.positional.count > 1 ? arguments.positional[1] : nil) {
        case .some(.text(let text)): style.indent = text.string
        case .some(let value):
            if let width = value.wholeNumber {
                style.indent = String(repeating: " ", count: min(max(width, 0), 64))
            }
        case nil: break
        }
        if style.indent != nil { style.itemSeparator = "," }
        if case .list(let list) = arguments["separators"], list.items.count == 2 {
            style.itemSeparator = list.items[0].printed.string
            style.keySeparator = list.items[1].printed.string
        }
        style.isASCII = arguments.flag(0, "ensure_ascii")
        style.sortsKeys = arguments["sort_keys"]?.isTrue ?? false
        try budget.charge(list: value.weight)
        let text = try value.json(style)
        try budget.charge(text: text.count)
        return text
    }
}
