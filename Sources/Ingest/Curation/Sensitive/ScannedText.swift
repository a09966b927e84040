/// A text as bytes, with the questions that every finder asks of it.
struct ScannedText {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The byte at a position; 0 outside the text.
    subscript(_ index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0 }

    /// The text of a range that begins and ends at ASCII signs.
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether ASCII text stands at a position.
    func has(_ text: StaticString, at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index >= 0, index + count <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            for offset in 0..<count where unsafe buffer[offset] != bytes[index + offset] { return false }
            return true
        }
    }

    /// Whether ASCII text stands at a position.
    func has(_ prefix: [UInt8], at index: Int) -> Bool {
        guard index >= 0, index + prefix.count <= bytes.count else { return false }
        for offset in prefix.indices where prefix[offset] != bytes[index + offset] { return false }
        return true
    }

    /// The end of the run of bytes from a position for which `isPart` holds.
    func end(from start: Int, limit: Int = .max, while isPart: (UInt8) -> Bool) -> Int {
        var end = start
        while end < bytes.count, end - start < limit, isPart(bytes[end]) { end += 1 }
        return end
    }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// Whether it is an ASCII letter.
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    /// Whether it is an ASCII capital.
    var isCapital: Bool { self >= 0x41 && self <= 0x5A }
    /// Whether it is an ASCII letter or digit.
    var isAlphanumeric: Bool { isDigit || isASCIILetter }
    /// Whether it can stand in a token: letters, digits, `_` and `-`.
    var isTokenPart: Bool { isAlphanumeric || self == 0x5F || self == 0x2D }
    /// Whether it belongs to a sign outside ASCII.
    var isBeyondASCII: Bool { self >= 0x80 }
}
