/// The word rule of Mistral's Tekken, in which a word ends where a capital follows small letters.
///
/// `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|`
/// `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|`
/// `\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`
enum TekkenScanner {
    private static let capitals: CharacterCategory = [.upper, .caseless, .mark]
    private static let smalls: CharacterCategory = [.lower, .caseless, .mark]

    /// Returns where the word that starts at an offset ends.
    @inline(__always)
    static func endOfWord(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        let first = text.scalar(at: start, limit: limit)
        let kind = first.kind.kind
        if kind == .number { return first.end }
        // One scalar that is no letter, number or line end may stand in front of a word.
        let hasPrefix = kind != .letter && !isLineEnd(text.bytes[start]) && first.end < limit
        let bodies = (hasPrefix ? first.end : start, start)
        if let end = endOfSmalls(in: text, from: bodies.0, limit: limit) { return end }
        if hasPrefix, let end = endOfSmalls(in: text, from: bodies.1, limit: limit) { return end }
        if let end = endOfCapitals(in: text, from: bodies.0, limit: limit) { return end }
        if hasPrefix, let end = endOfCapitals(in: text, from: bodies.1, limit: limit) { return end }
        if kind == .other { return endOfSigns(in: text, from: first.end, limit: limit) }
        if text.bytes[start] == UInt8(ascii: " "), first.end < limit,
            case let second = text.scalar(at: first.end, limit: limit), second.kind.kind == .other
        {
            return endOfSigns(in: text, from: second.end, limit: limit)
        }
        return Llama3Scanner.endOfSpace(in: text, from: start, limit: limit)
    }

    /// Capitals, then at least one small letter; letters without case and marks count as both.
    private static func endOfSmalls(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int? {
        let table = CategoryTable.shared
        var end = start
        var lastBoth: Int?
        while end < limit {
            let scalar = text.decoded(at: end, limit: limit)
            let category = table[scalar.value]
            guard !category.isDisjoint(with: capitals) else { break }
            end = scalar.end
            if !category.isDisjoint(with: smalls) { lastBoth = end }
        }
        let more = endOfRun(smalls, in: text, from: end, limit: limit)
        return more > end ? more : lastBoth
    }

    private static func endOfCapitals(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int? {
        let end = endOfRun(capitals, in: text, from: start, limit: limit)
        return end > start ? endOfRun(smalls, in: text, from: end, limit: limit) : nil
    }

    private static func endOfRun(
        _ set: CharacterCategory, in text: ClassifiedBytes, from start: Int, limit: Int
    ) -> Int {
        let table = CategoryTable.shared
        var end = start
        while end < limit {
            let scalar = text.decoded(at: end, limit: limit)
            guard !table[scalar.value].isDisjoint(with: set) else { break }
            end = scalar.end
        }
        return end
    }

    /// Signs take the line ends and slashes behind them along.
    private static func endOfSigns(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        var end = text.endOfRun(.other, from: start, limit: limit)
        while end < limit, isLineEnd(text.bytes[end]) || text.bytes[end] == UInt8(ascii: "/") { end += 1 }
        return end
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
