/// A JSON value with the order of its keys and the digits of its numbers as written.
package indirect enum JSONValue: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members in order; a key may stand twice.
    case object([(key: String, value: JSONValue)])
}

/// Reads JSON as RFC 8259 has it, keeping the order of keys, with a limit on depth.
package struct JSONReader {
    /// Why reading stopped.
    package enum Failure: Error, Equatable {
        /// The text ends inside a value.
        case cut(line: Int)
        /// The text is not JSON here.
        case syntax(line: Int)
        /// Values are nested deeper than the limit.
        case depth(line: Int)
    }

    private let bytes: [UInt8]
    private let depthLimit: Int
    private var position = 0
    private var line: Int

    /// Reads one value that takes up the whole text.
    ///
    /// `firstLine`: The number of the text's first line, for errors.
    ///
    /// - Returns: The value.
    /// - Throws: What the work below it throws.
    package static func value(
        _ text: some StringProtocol, depthLimit: Int = 256, firstLine: Int = 1
    ) throws(Failure) -> JSONValue
    {
        var reader = JSONReader(bytes: Array(text.utf8), depthLimit: depthLimit, line: firstLine)
        let value = try reader.readValue(depth: 0)
        reader.skipSpace()
        guard reader.position == reader.bytes.count else { throw .syntax(line: reader.line) }
        return value
    }

    /// Whether a text is one JSON value, or may be the start of one.
    static func isValue(_ text: some StringProtocol, mayBeCut: Bool) -> Bool {
        do throws(Failure) {
            _ = try value(text)
            return true
        } catch {
            if case .cut = error { return mayBeCut }
            return false
        }
    }

    private init(bytes: [UInt8], depthLimit: Int, line: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        self.line = line
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0D: position += 1
            case 0x0A:
                line += 1
                position += 1
            default: return
            }
        }
    }

    private func peek() throws(Failure) -> UInt8 {
        guard position < bytes.count else { throw .cut(line: line) }
        return bytes[position]
    }

    private mutating func readValue(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= depthLimit else { throw .depth(line: line) }
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try readObject(depth: depth)
        case UInt8(ascii: "["): return try readArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return .number(try readNumber())
        }
    }

    private mutating func readObject(depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var members: [(key: String, value: JSONValue)] = []
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw .syntax(line: line) }
            let key = try readString()
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw .syntax(line: line) }
            position += 1
            members.append((key, try readValue(depth: depth + 1)))
            if try isAtEnd(of: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func readArray(depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(values)
        }
        while true {
            values.append(try readValue(depth: depth + 1))
            if try isAtEnd(of: UInt8(ascii: "]")) { return .array(values) }
        }
    }

    /// Takes the closing byte (true) or a comma (false).
    private mutating func isAtEnd(of closing: UInt8) throws(Failure) -> Bool {
        skipSpace()
        let byte = try peek()
        guard byte == closing || byte == UInt8(ascii: ",") else { throw .syntax(line: line) }
        position += 1
        return byte == closing
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
        for expected in word.utf8 {
            guard try peek() == expected else { throw .syntax(line: line) }
            position += 1
        }
        return value
    }

    private mutating func readNumber() throws(Failure) -> String {
        let start = position
        while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if text.isEmpty { throw .syntax(line: line) }
        guard Double(text) != nil, text.first != "+", text.first != "." else {
            throw position == bytes.count ? .cut(line: line) : .syntax(line: line)
        }
        return text
    }

    private mutating func readString() throws(Failure) -> String {
        position += 1
        var content: [UInt8] = []
        while true {
            let byte = try peek()
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try readEscape(into: &content)
            case 0..<0x20: throw .syntax(line: line)
            default: content.append(byte)
            }
        }
    }

    private mutating func readEscape(into content: inout [UInt8]) throws(Failure) {
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): content.append(0x20)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var units = [try readUnit()]
            if UTF16.isLeadSurrogate(units[0]), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                units.append(try readUnit())
            }
            // A lone surrogate becomes the replacement character.
            content.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        default: throw .syntax(line: line)
        }
    }

    private mutating func readUnit() throws(Failure) -> UInt16 {
        guard position + 4 <= bytes.count else { throw .cut(line: line) }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else {
            throw .syntax(line: line)
        }
        position += 4
        return unit
    }
}
