/// Where one is inside a character of a JSON string.
enum JSONTextPhase: Sendable, Hashable {
    /// Between two characters.
    case plain
    /// After a backslash.
    case escape
    /// After `\u` and so many of its four digits, with their value.
    case hex(count: UInt8, value: UInt16)
    /// Inside a UTF-8 sequence: how many bytes are to come, and the range of the next.
    case continuation(left: UInt8, low: UInt8, high: UInt8)

    /// The phase after a byte; nil when no JSON string holds it here.
    ///
    /// Control characters and surrogates are refused in escaped form too, apart from `\n` and its like: they are no text.
    func advanced(_ byte: UInt8) -> JSONTextPhase? {
        switch self {
        case .plain: return Self.begun(byte)
        case .escape:
            if byte == UInt8(ascii: "u") { return .hex(count: 0, value: 0) }
            return "\"\\/bfnrt".utf8.contains(byte) ? .plain : nil
        case .hex(let count, let value):
            guard let digit = Self.digit(byte) else { return nil }
            let next = value << 4 | digit
            if count == 1, (0xD8...0xDF).contains(next) { return nil }
            if count == 2, next < 2 { return nil }
            return count == 3 ? .plain : .hex(count: count + 1, value: next)
        case .continuation(let left, let low, let high):
            guard (low...high).contains(byte) else { return nil }
            return left == 1 ? .plain : .continuation(left: left - 1, low: 0x80, high: 0xBF)
        }
    }

    /// The byte that leads to the end of a begun character; nil between two.
    var byteTowardsEnd: UInt8? {
        switch self {
        case .plain: nil
        case .escape: UInt8(ascii: "n")
        case .hex(let count, let value): UInt8(ascii: count == 2 && value == 0 ? "2" : "0")
        case .continuation(_, let low, _): low
        }
    }

    private static func begun(_ byte: UInt8) -> JSONTextPhase? {
        switch byte {
        case 0x5C: .escape
        case 0x20...0x21, 0x23...0x7F: .plain
        case 0xC2...0xDF: .continuation(left: 1, low: 0x80, high: 0xBF)
        case 0xE0: .continuation(left: 2, low: 0xA0, high: 0xBF)
        case 0xED: .continuation(left: 2, low: 0x80, high: 0x9F)
        case 0xE1...0xEF: .continuation(left: 2, low: 0x80, high: 0xBF)
        case 0xF0: .continuation(left: 3, low: 0x90, high: 0xBF)
        case 0xF4: .continuation(left: 3, low: 0x80, high: 0x8F)
        case 0xF1...0xF3: .continuation(left: 3, low: 0x80, high: 0xBF)
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case 0x30...0x39: UInt16(byte - 0x30)
        case 0x41...0x46: UInt16(byte - 0x41 + 10)
        case 0x61...0x66: UInt16(byte - 0x61 + 10)
        default: nil
        }
    }
}
