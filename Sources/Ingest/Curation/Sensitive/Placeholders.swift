/// Numbers the placeholders of one document or row, so that one value always gets the same.
struct Placeholders {
    private var numbers: [SensitiveKind: [String: Int]] = [:]

    /// The placeholder of a value: `[EMAIL_1]`.
    mutating func placeholder(for match: SensitiveMatch) -> String {
        // "Ada@Example.org" and "ada@example.org", "010-1234-5678" and "010 1234 5678" are one value.
        let key =
            match.kind.isSecret
            ? match.value : match.value.lowercased().filter { !" -().".contains($0) || match.kind == .email }
        let known = numbers[match.kind, default: [:]]
        let number = known[key] ?? known.count + 1
        numbers[match.kind, default: [:]][key] = number
        return "[\(match.kind.placeholder)_\(number)]"
    }

    /// The text with placeholders in the place of matches.
    mutating func masked(_ text: String, _ matches: [SensitiveMatch]) -> String {
        guard !matches.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        for match in matches {
            result += bytes[index..<match.bytes.lowerBound]
            result += Array(placeholder(for: match).utf8)
            index = match.bytes.upperBound
        }
        result += bytes[index...]
        return String(decoding: result, as: UTF8.self)
    }
}
