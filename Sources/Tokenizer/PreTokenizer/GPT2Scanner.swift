/// The word rule of GPT-2, and the digit rule that SmolLM2 and StarCoder put before it.
enum GPT2Scanner {
    /// Returns where the word that starts at an offset ends.
    @inline(__always)
    static func endOfWord(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        let bytes = text.bytes
        if bytes[start] == UInt8(ascii: "'"), let end = endOfContraction(in: bytes, from: start, limit: limit)
        {
            return end
        }
        let first = text.scalar(at: start, limit: limit)
        var kind = first.kind.kind
        var bodyStart = first.end
        if bytes[start] == UInt8(ascii: " "), first.end < limit {
            let second = text.scalar(at: first.end, limit: limit)
            if second.kind.kind != .space {
                kind = second.kind.kind
                bodyStart = second.end
            }
        }
        guard kind == .space else { return text.endOfRun(kind, from: bodyStart, limit: limit) }
        return endOfSpace(in: text, from: start, limit: limit)
    }

    /// Returns where white space ends: all of it at the end of the text, else all but the last scalar of several.
    static func endOfSpace(in text: ClassifiedBytes, from start: Int, limit: Int) -> Int {
        var end = start
        var lastStart = start
        while end < limit {
            let scalar = text.scalar(at: end, limit: limit)
            guard scalar.kind.kind == .space else { break }
            lastStart = end
            end = scalar.end
        }
        return end == limit || lastStart == start ? end : lastStart
    }

    /// Returns the range of the next scalar that the digit rule splits off, or an empty one at the limit.
    @inline(__always)
    static func nextDigit(in text: ClassifiedBytes, from start: Int, limit: Int) -> Range<Int> {
        var offset = start
        while offset < limit {
            let scalar = text.scalar(at: offset, limit: limit)
            if scalar.kind.contains(.digit) { return offset..<scalar.end }
            offset = scalar.end
        }
        return limit..<limit
    }

    private static func endOfContraction(in bytes: [UInt8], from start: Int, limit: Int) -> Int? {
        guard start + 1 < limit else { return nil }
        let first = bytes[start + 1]
        if "stmd".utf8.contains(first) { return start + 2 }
        guard start + 2 < limit else { return nil }
        let second = bytes[start + 2]
        let isLong =
            second == UInt8(ascii: "e") && (first == UInt8(ascii: "r") || first == UInt8(ascii: "v"))
            || first == UInt8(ascii: "l") && second == UInt8(ascii: "l")
        return isLong ? start + 3 : nil
    }
}
