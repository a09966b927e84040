/// Walks over JSON from front to back without building a tree, for headers whose form is known.
///
/// The caller says what it expects and gets it or a ``JSONTrouble``; nothing is kept that it does not keep, so memory
/// grows with what is used and not with what is there. Values that are not wanted are skipped to a fixed depth.
struct JSONCursor {
    private let bytes: [UInt8]
    private(set) var position = 0

    /// The most lists and objects within each other in a value that is skipped.
    private static let deepest = 32

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an object, calling `member` with each key in front of its value.
    mutating func object(
        _ member: (String, inout JSONCursor) throws(JSONTrouble) -> Void
    ) throws(JSONTrouble) {
        try expect(UInt8(ascii: "{"), "an object")
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let key = try string()
            try expect(UInt8(ascii: ":"), "a colon")
            try member(key, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"), "a comma or the end of an object")
    }

    /// Reads a list, calling `element` in front of each element.
    mutating func list(_ element: (inout JSONCursor) throws(JSONTrouble) -> Void) throws(JSONTrouble) {
        try expect(UInt8(ascii: "["), "a list")
        if take(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"), "a comma or the end of a list")
    }

    /// Reads a text.
    mutating func string() throws(JSONTrouble) -> String {
        try expect(UInt8(ascii: "\""), "a text")
        var start = position
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<position]
                position += 1
                guard let result = String(validating: text, as: UTF8.self) else {
                    throw trouble("a text in UTF-8")
                }
                return result
            case UInt8(ascii: "\\"):
                text += bytes[start..<position]
                position += 1
                text += Array(String(try escape()).utf8)
                start = position
            case 0..<32: throw trouble("a text without control characters")
            default: position += 1
            }
        }
        throw trouble("the end of a text")
    }

    /// Reads a whole number.
    mutating func integer() throws(JSONTrouble) -> Int {
        skipSpace()
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        let digits = bytes[first..<position]
        let isLong = digits.count > 1 && digits.first == UInt8(ascii: "0")
        let isFraction = position < bytes.count && Self.goesOnNumber(bytes[position])
        guard !digits.isEmpty, !isLong, !isFraction,
            let value = Int(String(decoding: bytes[start..<position], as: UTF8.self))
        else {
            position = start
            throw trouble("a whole number of at most 64 bits")
        }
        return value
    }

    /// Passes over a value of any kind.
    mutating func skip() throws(JSONTrouble) { try skip(Self.deepest) }

    /// Checks that nothing but space is left.
    mutating func end() throws(JSONTrouble) {
        skipSpace()
        guard position == bytes.count else { throw trouble("the end") }
    }

    /// The trouble of not finding something at the current place.
    func trouble(_ wanted: String) -> JSONTrouble { JSONTrouble(wanted: wanted, position: position) }

    private mutating func skip(_ depth: Int) throws(JSONTrouble) {
        guard depth > 0 else { throw trouble("a value that is nested less") }
        skipSpace()
        guard position < bytes.count else { throw trouble("a value") }
        switch bytes[position] {
        case UInt8(ascii: "{"):
            try object { (_, cursor) throws(JSONTrouble) in try cursor.skip(depth - 1) }
        case UInt8(ascii: "["):
            try list { (cursor) throws(JSONTrouble) in try cursor.skip(depth - 1) }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func number() throws(JSONTrouble) {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) || Self.goesOnNumber(bytes[position]) {
            position += 1
        }
        guard Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil else {
            position = start
            throw trouble("a value")
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONTrouble) {
        let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard matches else { throw trouble("a value") }
        position += word.utf8CodeUnitCount
    }

    /// Reads what follows a backslash; two halves of a surrogate pair count as one.
    private mutating func escape() throws(JSONTrouble) -> Unicode.Scalar {
        guard position < bytes.count else { throw trouble("the end of a text") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try fourHexadecimals()
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xdc00, position + 2 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw trouble("both halves of a character") }
            position += 2
            let second = try fourHexadecimals()
            guard (0xdc00..<0xe000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
            else { throw trouble("both halves of a character") }
            return scalar
        default: throw trouble("a known character after a backslash")
        }
    }

    private mutating func fourHexadecimals() throws(JSONTrouble) -> UInt32 {
        guard position + 4 <= bytes.count else { throw trouble("four hexadecimal digits") }
        let digits = bytes[position..<position + 4]
        guard !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw trouble("four hexadecimal digits") }
        position += 4
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(JSONTrouble) {
        guard take(byte) else { throw trouble(what) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Whether a byte belongs to a number that is not a plain whole one.
    private static func goesOnNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
}
