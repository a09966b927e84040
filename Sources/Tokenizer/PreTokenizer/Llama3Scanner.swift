/// The word rule of Llama 3 and Qwen 2.
enum Llama3Scanner {
    /// Returns where the word that starts at an offset ends.
    @inline(__always)
    static func endOfWord(in text: ClassifiedBytes, from start: Int, limit: Int, digits: Int) -> Int {
        let bytes = text.bytes
        if bytes[start] == UInt8(ascii: "'"), let end = endOfContraction(in: bytes, from: start, limit: limit)
        {
            return end
        }
        let first = text.scalar(at: start, limit: limit)
        let kind = first.kind.kind
        if kind == .letter { return text.endOfRun(.letter, from: first.end, limit: limit) }
        if kind == .number { return endOfNumber(in: text, from: first.end, limit: limit, more: digits - 1) }
        if first.end < limit, !isLineEnd(bytes[start]) {
            let second = text.scalar(at: first.end, limit: limit)
            if second.kind.kind == .letter { return text.endOfRun(.letter, from: second.end, limit: limit) }
            if bytes[start] == UInt8(ascii: " "), second.kind.kind == .other {
                return endOfSigns(in: text, from: second.end, limit: limit)
            }
        }
        if kind == .other { return endOfSigns(in: text, from: first.end, limit: limit) }
        return endOfSpace(in: text, from: start, limit: limit)
    }

    private static func endOfNumber(in text: ClassifiedBytes, from start: Int, limit: Int, more: Int) -> Int {
        var end = start
        for _ in 0..<more where end < limit {
            let scalar = text.scalar(at: end, limit: limit)
            guard scalar.kind.kind == .number else { break }
            end = scalar.end
        }
        return end
    }

    /// Signs take the line ends behind them along.
    private static func endOfSigns(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        var end = text.endOfRun(.other, from: start, limit: limit)
        while end < limit, isLineEnd(text.bytes[end]) { end += 1 }
        return end
    }

    /// White space ends behind its last line end; without one, as in GPT-2.
    static func endOfSpace(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        let run = text.endOfRun(.space, from: start, limit: limit)
        if let last = text.bytes[start..<run].lastIndex(where: isLineEnd) { return last + 1 }
        return GPT2Scanner.endOfSpace(in: text, from: start, limit: limit)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Case does not count, and the long s (U+017F) is an s.
    private static func endOfContraction(in bytes: [UInt8], from start: Int, limit: Int) -> Int? {
        guard start + 1 < limit else { return nil }
        let first = bytes[start + 1]
        if "stmdSTMD".utf8.contains(first) { return start + 2 }
        guard start + 2 < limit else { return nil }
        let second = bytes[start + 2]
        if first == 0xC5, second == 0xBF { return start + 3 }
        let lower = (first | 0x20, second | 0x20)
        let isLong =
            lower == (UInt8(ascii: "r"), UInt8(ascii: "e")) || lower == (UInt8(ascii: "v"), UInt8(ascii: "e"))
            || lower == (UInt8(ascii: "l"), UInt8(ascii: "l"))
        return isLong ? start + 3 : nil
    }
}
