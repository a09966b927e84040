/// What a value looks like when it is printed.
extension JinjaValue {
    /// The value as `{{ value }}` writes it.
    var printed: TaggedText {
        switch self {
        case .undefined: TaggedText()
        case .text(let text): text
        default: represented
        }
    }

    /// The value as Python's `repr` shows it, which is how lists show their elements.
    var represented: TaggedText {
        switch self {
        case .undefined: return TaggedText("Undefined")
        case .none: return TaggedText("None")
        case .boolean(let value): return TaggedText(value ? "True" : "False")
        case .integer(let value): return TaggedText(String(value))
        case .float(let value): return TaggedText(Self.describe(value))
        case .text(let text): return Self.quoted(text)
        case .list(let list):
            let items = Self.joined(list.items.map(\.represented), ", ")
            if !list.isTuple { return TaggedText("[") + items + TaggedText("]") }
            return TaggedText("(") + items + TaggedText(list.items.count == 1 ? ",)" : ")")
        case .dictionary(let dictionary):
            let entries = zip(dictionary.keys, dictionary.values).map {
                $0.represented + TaggedText(": ") + $1.represented
            }
            return TaggedText("{") + Self.joined(entries, ", ") + TaggedText("}")
        case .namespace: return TaggedText("<Namespace>")
        case .function: return TaggedText("<function>")
        case .loop(let loop): return TaggedText("<LoopContext \(loop.index + 1)/\(loop.items.count)>")
        }
    }

    /// A number with a fraction as Python writes it.
    static func describe(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return "\(value)"
    }

    /// Joins texts with a separator of the template's.
    static func joined(_ texts: [TaggedText], _ separator: String) -> TaggedText {
        var result = TaggedText()
        for (index, text) in texts.enumerated() {
            if index > 0 { result.append(TaggedText(separator)) }
            result.append(text)
        }
        return result
    }

    /// The value as JSON, as Python's `json.dumps` with `ensure_ascii=False` writes it.
    func json(_ style: JinjaJSONStyle, level: Int = 0) throws -> TaggedText {
        switch self {
        case .none: return TaggedText("null")
        case .boolean(let value): return TaggedText(value ? "true" : "false")
        case .integer(let value): return TaggedText(String(value))
        case .float(let value):
            if value.isNaN { return TaggedText("NaN") }
            if value.isInfinite { return TaggedText(value < 0 ? "-Infinity" : "Infinity") }
            return TaggedText(Self.describe(value))
        case .text(let text): return Self.jsonString(text, style)
        case .list(let list):
            return style.wrap(
                "[", try list.items.map { try $0.json(style, level: level + 1) }, "]", level: level)
        case .dictionary(let dictionary):
            var entries = Array(zip(dictionary.keys, dictionary.values))
            if style.sortsKeys { entries.sort { $0.0.printed.precedes($1.0.printed) } }
            let lines = try entries.map { key, value in
                guard let name = Self.jsonKey(key) else {
                    throw TokenizerError.template("\(key.kindName) cannot be a key in JSON")
                }
                return Self.jsonString(name, style) + TaggedText(style.keySeparator)
                    + (try value.json(style, level: level + 1))
            }
            return style.wrap("{", lines, "}", level: level)
        case .undefined, .namespace, .function, .loop:
            throw TokenizerError.template("\(kindName) cannot be written as JSON")
        }
    }

    private static func jsonKey(_ value: JinjaValue) -> TaggedText? {
        switch value {
        case .text(let text): text
        case .none: TaggedText("null")
        case .boolean(let value): TaggedText(value ? "true" : "false")
        case .integer, .float: value.printed
        default: nil
        }
    }

    private static func jsonString(_ text: TaggedText, _ style: JinjaJSONStyle) -> TaggedText {
        let body = text.mapped { scalar, _ in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\u{8}": "\\b"
            case "\u{C}": "\\f"
            case _ where scalar.value < 0x20: "\\u" + hex(UInt16(scalar.value), width: 4)
            case _ where style.isASCII && scalar.value > 0x7E:
                String(scalar).utf16.map { "\\u" + hex($0, width: 4) }.joined()
            default: String(scalar)
            }
        }
        return TaggedText("\"") + body + TaggedText("\"")
    }

    private static func quoted(_ text: TaggedText) -> TaggedText {
        let hasSingle = text.units.indices.contains { text.scalar($0) == 0x27 }
        let hasDouble = text.units.indices.contains { text.scalar($0) == 0x22 }
        let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
        let body = text.mapped { scalar, _ in
            switch scalar {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case quote: "\\" + String(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value):
                "\\x" + hex(UInt16(scalar.value), width: 2)
            default: String(scalar)
            }
        }
        return TaggedText(String(quote)) + body + TaggedText(String(quote))
    }

    private static func hex(_ value: UInt16, width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
