/// Walks over JSON (RFC 8259) from front to back without building a tree.
///
/// The caller says what it expects and gets it or a ``JSONTrouble``; nothing is kept that it does not keep, so memory
/// grows with what is used and not with what is there. The text is not trusted: it must be UTF-8 throughout, and lists
/// and objects nest to a limited depth.
package struct JSONScanner {
    /// What the next value is.
    package enum Kind: Sendable, Hashable { case null, boolean, number, text, list, object }

    /// How strict a reader is where files in the wild are not.
    package enum Surrogates: Sendable, Hashable {
        /// An escape of half a surrogate pair is an error.
        case whole
        /// It becomes U+FFFD.
        case replaced
    }

    private let bytes: [UInt8]
    private let deepest: Int
    private let surrogates: Surrogates
    private var position = 0
    private var depth = 0

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - deepest: The most lists and objects within each other.
    ///   - surrogates: What becomes of escapes of half a character.
    /// - Throws: ``JSONTrouble`` when the bytes are not UTF-8.
    package init(
        _ bytes: [UInt8], deepest: Int = 64, surrogates: Surrogates = .whole
    ) throws(JSONTrouble) {
        self.bytes = bytes
        self.deepest = deepest
        self.surrogates = surrogates
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            position = error.byteOffsets.lowerBound
            throw trouble("it is not UTF-8")
        }
    }

    /// What the next value is.
    package mutating func kind() throws(JSONTrouble) -> Kind {
        switch try peek() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .list
        case UInt8(ascii: "\""): return .text
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw trouble("a value is expected")
        }
    }

    /// Reads an object, handing each key as UTF-8 to the body, which reads the value.
    package mutating func object(
        _ body: (inout JSONScanner, ArraySlice<UInt8>) throws(JSONTrouble) -> Void
    ) throws(JSONTrouble) {
        try open(UInt8(ascii: "{"), "an object is expected")
        var isFirst = true
        while try !closes(UInt8(ascii: "}"), isFirst: isFirst) {
            isFirst = false
            let key = try text()
            guard try peek() == UInt8(ascii: ":") else { throw trouble("a colon is expected") }
            position += 1
            try body(&self, key)
        }
        depth -= 1
    }

    /// Reads a list; the body reads one element at a time.
    package mutating func list(
        _ body: (inout JSONScanner) throws(JSONTrouble) -> Void
    ) throws(JSONTrouble) {
        try open(UInt8(ascii: "["), "a list is expected")
        var isFirst = true
        while try !closes(UInt8(ascii: "]"), isFirst: isFirst) {
            isFirst = false
            try body(&self)
        }
        depth -= 1
    }

    /// Reads a text as UTF-8.
    package mutating func text() throws(JSONTrouble) -> ArraySlice<UInt8> {
        guard try peek() == UInt8(ascii: "\"") else { throw trouble("a text is expected") }
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return bytes[start..<position - 1]
            }
            if byte == UInt8(ascii: "\\") { return try escapedText(from: start)[...] }
            guard byte >= 0x20 else { throw trouble("a text holds a control character") }
            position += 1
        }
        throw cut("it ends inside a text")
    }

    /// Reads a text.
    package mutating func string() throws(JSONTrouble) -> String {
        String(decoding: try text(), as: UTF8.self)
    }

    /// Reads a number as it is written.
    package mutating func digits() throws(JSONTrouble) -> String {
        _ = try peek()
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let next = bytes[position...].prefix(2)
        if next.count == 2, next.first == UInt8(ascii: "0"), Self.isDigit(next[position + 1]) {
            throw trouble("a number is expected")
        }
        try takeDigits(of: start)
        if bytes[position...].first == UInt8(ascii: ".") {
            position += 1
            try takeDigits(of: start)
        }
        if let sign = bytes[position...].first, sign == UInt8(ascii: "e") || sign == UInt8(ascii: "E") {
            position += 1
            if let sign = bytes[position...].first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                position += 1
            }
            try takeDigits(of: start)
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Reads a number; one too large for 64 bits is refused.
    package mutating func number() throws(JSONTrouble) -> Double {
        let start = position
        guard let value = Double(try digits()), value.isFinite else {
            position = start
            throw trouble("a number is expected")
        }
        return value
    }

    /// Reads a whole number of at most 64 bits, written without a point or an exponent.
    package mutating func integer() throws(JSONTrouble) -> Int {
        _ = try peek()
        let start = position
        guard try kind() == .number, let value = Int(try digits()) else {
            position = start
            throw trouble("a whole number is expected")
        }
        return value
    }

    /// Reads true or false.
    package mutating func boolean() throws(JSONTrouble) -> Bool {
        let isTrue = try peek() == UInt8(ascii: "t")
        try word(isTrue ? "true" : "false")
        return isTrue
    }

    /// Reads null.
    package mutating func null() throws(JSONTrouble) {
        _ = try peek()
        try word("null")
    }

    /// Passes over a value of any kind.
    package mutating func skip() throws(JSONTrouble) {
        switch try kind() {
        case .null: try null()
        case .boolean: _ = try boolean()
        case .number: _ = try digits()
        case .text: _ = try text()
        case .list: try list { (scanner) throws(JSONTrouble) in try scanner.skip() }
        case .object: try object { (scanner, _) throws(JSONTrouble) in try scanner.skip() }
        }
    }

    /// Checks that nothing but space is left.
    package mutating func finish() throws(JSONTrouble) {
        skipSpace()
        guard position == bytes.count else { throw trouble("something follows its end") }
    }

    /// The trouble that the text is not what it should be at this place.
    package func trouble(_ reason: String) -> JSONTrouble { trouble(.syntax, reason) }

    // MARK: - Pieces

    private func cut(_ reason: String) -> JSONTrouble { trouble(.cut, reason) }

    private func trouble(_ kind: JSONTrouble.Kind, _ reason: String) -> JSONTrouble {
        let place = min(position, bytes.count)
        return JSONTrouble(
            kind, reason, position: place, line: bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func peek() throws(JSONTrouble) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw cut("it ends too early") }
        return bytes[position]
    }

    private mutating func open(_ sign: UInt8, _ expectation: String) throws(JSONTrouble) {
        guard try peek() == sign else { throw trouble(expectation) }
        guard depth < deepest else { throw trouble(.depth, "values are nested deeper than \(deepest)") }
        depth += 1
        position += 1
    }

    /// Takes the closing sign (true), or the comma in front of one more element.
    private mutating func closes(_ sign: UInt8, isFirst: Bool) throws(JSONTrouble) -> Bool {
        let byte = try peek()
        if byte == sign {
            position += 1
            return true
        }
        if isFirst { return false }
        guard byte == UInt8(ascii: ",") else { throw trouble("a comma is expected") }
        position += 1
        return false
    }

    /// Takes at least one digit of the number that begins at `start`.
    private mutating func takeDigits(of start: Int) throws(JSONTrouble) {
        let first = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        guard position == first else { return }
        if position == bytes.count { throw cut("it ends inside a number") }
        position = start
        throw trouble("a number is expected")
    }

    private mutating func word(_ word: String) throws(JSONTrouble) {
        guard bytes[position...].starts(with: word.utf8) else {
            throw word.utf8.starts(with: bytes[position...])
                ? cut("it ends too early") : trouble("a value is expected")
        }
        position += word.utf8.count
    }

    private mutating func escapedText(from start: Int) throws(JSONTrouble) -> [UInt8] {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return content
            case UInt8(ascii: "\\"): try appendEscape(to: &content)
            case 0..<0x20:
                position -= 1
                throw trouble("a text holds a control character")
            default: content.append(byte)
            }
        }
        throw cut("it ends inside a text")
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(JSONTrouble) {
        guard position < bytes.count else { throw cut("it ends inside a text") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content += String(try scalar()).utf8
        default: throw trouble("a text holds an unknown escape")
        }
    }

    /// Reads what follows `\u`; two halves of a surrogate pair count as one.
    private mutating func scalar() throws(JSONTrouble) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        let start = position
        if UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [0x5C, 0x75]) {
            position += 2
            let second = try unit()
            if UTF16.isTrailSurrogate(second) {
                return UTF16.decode(UTF16.EncodedScalar([first, second]))
            }
            position = start
        }
        guard surrogates == .replaced else { throw trouble("a text holds half a surrogate pair") }
        return "\u{FFFD}"
    }

    private mutating func unit() throws(JSONTrouble) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw cut("it ends inside a text") }
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw trouble("a text holds an unknown escape")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
