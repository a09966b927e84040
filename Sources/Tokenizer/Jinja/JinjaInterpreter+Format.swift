import Foundation

/// `%` and `str.format`.
extension JinjaInterpreter {
    /// Largest width or precision in a format.
    private static let widest = 1000

    /// `format % values`: `%s %r %d %i %f %x %%`, with flags, width and precision.
    func formatted(_ format: TaggedText, _ arguments: JinjaArguments) throws -> JinjaValue {
        var result = TaggedText()
        var values = arguments.positional[...]
        var index = 0
        while index < format.count {
            guard format.scalar(index) == 0x25 else {
                result.units.append(format.units[index])
                index += 1
                continue
            }
            index += 1
            var specification = ""
            while index < format.count, let scalar = Unicode.Scalar(format.scalar(index)),
                "-+ 0#.123456789".unicodeScalars.contains(scalar)
            {
                specification.unicodeScalars.append(scalar)
                index += 1
            }
            guard index < format.count, let conversion = Unicode.Scalar(format.scalar(index)) else {
                throw TokenizerError.template("a format ends within a \"%\"")
            }
            index += 1
            if conversion == "%" {
                result.append(TaggedText("%"))
                continue
            }
            guard let value = values.popFirst() else {
                throw TokenizerError.template("a format lacks a value")
            }
            result.append(try converted(value, conversion, specification))
            try budget.charge(text: 16)
        }
        guard values.isEmpty else { throw TokenizerError.template("a format has too many values") }
        try budget.charge(text: result.count)
        return .text(result)
    }

    private func converted(
        _ value: JinjaValue, _ conversion: Unicode.Scalar, _ specification: String
    ) throws -> TaggedText {
        let parts = specification.drop { "-+ 0#".contains($0) }.split(
            separator: ".", omittingEmptySubsequences: false)
        let flags = specification.prefix { "-+ 0#".contains($0) }
        let width = parts.first.flatMap { Int($0) } ?? 0
        let precision = parts.count > 1 ? Int(parts[1]) ?? 0 : nil
        guard width <= Self.widest, (precision ?? 0) <= Self.widest else {
            throw TokenizerError.template("a format is wider than \(Self.widest)")
        }
        var text: TaggedText
        switch conversion {
        case "s", "r":
            text = conversion == "s" ? try printed(value) : value.represented
            if let precision { text = TaggedText(units: text.units.prefix(precision)) }
        case "d", "i", "x", "f", "F":
            guard let number = value.number, number.isFinite else {
                throw TokenizerError.template("a format expects a number, not \(value.kindName)")
            }
            switch conversion {
            case "f", "F": text = TaggedText(String(format: "%.\(precision ?? 6)f", number))
            default:
                guard let whole = value.wholeNumber ?? Int(exactly: number.rounded(.towardZero)) else {
                    throw TokenizerError.template("a number is too large for a format")
                }
                text = TaggedText(conversion == "x" ? String(whole, radix: 16) : String(whole))
            }
            if number >= 0, flags.contains("+") { text = TaggedText("+") + text }
        default:
            let name = TokenizerError.quoted("%\(conversion)")
            throw TokenizerError.template("the format \(name) is not known")
        }
        guard text.count < width else { return text }
        let isZeroFilled =
            flags.contains("0") && !flags.contains("-") && conversion != "s" && conversion != "r"
        let padding = TaggedText(
            units: Array(repeating: isZeroFilled ? 0x30 : 0x20, count: width - text.count))
        return flags.contains("-") ? text + padding : padding + text
    }

    /// `"{} {0} {name}".format(…)` without attributes and format specifications.
    func formattedBraces(_ format: TaggedText, _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        var result = TaggedText()
        var next = 0
        var index = 0
        while index < format.count {
            let value = format.scalar(index)
            guard value == 0x7B || value == 0x7D else {
                result.units.append(format.units[index])
                index += 1
                continue
            }
            if index + 1 < format.count, format.scalar(index + 1) == value {
                result.units.append(format.units[index])
                index += 2
                continue
            }
            guard value == 0x7B,
                let end = format.units.indices[index...].first(where: { format.scalar($0) == 0x7D })
            else {
                throw TokenizerError.template("a format has a brace without its other half", line: line)
            }
            let field = TaggedText.string(format.units[(index + 1)..<end])
            let chosen: JinjaValue?
            if field.isEmpty {
                chosen = next < arguments.positional.count ? arguments.positional[next] : nil
                next += 1
            } else if let position = Int(field) {
                chosen =
                    arguments.positional.indices.contains(position) ? arguments.positional[position] : nil
            } else {
                chosen = arguments[field]
            }
            guard let chosen else {
                throw TokenizerError.template(
                    "the format field \(TokenizerError.quoted(field)) has no value", line: line)
            }
            result.append(try printed(chosen))
            try budget.charge(text: result.count / 16)
            index = end + 1
        }
        try budget.charge(text: result.count)
        return .text(result)
    }
}
