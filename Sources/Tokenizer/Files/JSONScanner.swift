/// Reads JSON (RFC 8259) from front to back, so that a large vocabulary never becomes a tree of values.
///
/// The file is not trusted: it must be UTF-8 throughout, it is limited in size, and values nest to a limited depth.
struct JSONScanner {
    /// Deepest nesting of lists and objects.
    static let deepest = 64
    /// Largest file that is read, several times that of the largest known tokenizer.
    static let mostBytes = 256 << 20

    /// What the next value is.
    enum Kind { case null, boolean, number, text, list, object }

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: The file's name, for errors.
    /// - Throws: ``TokenizerError`` when the file is too large or not UTF-8.
    init(_ bytes: [UInt8], file: String) throws(TokenizerError) {
        self.file = file
        self.bytes = bytes
        guard bytes.count <= Self.mostBytes else {
            throw .corruptFile(
                file, "it has \(bytes.count) bytes, and at most \(Self.mostBytes) are possible")
        }
        guard UTF8Text.isValid(bytes[...]) else { throw .corruptFile(file, "it is not UTF-8") }
        // A byte order mark is not JSON, but some editors leave one.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Returns what the next value is.
    mutating func kind() throws(TokenizerError) -> Kind {
        switch try peek() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .list
        case UInt8(ascii: "\""): return .text
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw wrong("a value is expected")
        }
    }

    /// Reads an object, handing each key to the body, which reads the value.
    mutating func object(
        _ body: (inout JSONScanner, ArraySlice<UInt8>) throws(TokenizerError) -> Void
    ) throws(TokenizerError) {
        try open(UInt8(ascii: "{"))
        var isFirst = true
        while try !closes(UInt8(ascii: "}"), isFirst: isFirst) {
            isFirst = false
            let key = try text()
            guard try peek() == UInt8(ascii: ":") else { throw wrong("a colon is expected") }
            position += 1
            try body(&self, key)
        }
        depth -= 1
    }

    /// Reads a list; the body reads one element at a time.
    mutating func list(
        _ body: (inout JSONScanner) throws(TokenizerError) -> Void
    ) throws(TokenizerError) {
        try open(UInt8(ascii: "["))
        var isFirst = true
        while try !closes(UInt8(ascii: "]"), isFirst: isFirst) {
            isFirst = false
            try body(&self)
        }
        depth -= 1
    }

    /// Reads a text as UTF-8.
    mutating func text() throws(TokenizerError) -> ArraySlice<UInt8> {
        guard try peek() == UInt8(ascii: "\"") else { throw wrong("a text is expected") }
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return bytes[start..<position - 1]
            }
            if byte == UInt8(ascii: "\\") { return try escapedText(from: start)[...] }
            guard byte >= 0x20 else { throw wrong("a text holds a control character") }
            position += 1
        }
        throw wrong("it ends inside a text")
    }

    /// Reads a number.
    mutating func number() throws(TokenizerError) -> Double {
        _ = try peek()
        let start = position
        while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
        let digits = bytes[start..<position]
        let whole = digits.first == UInt8(ascii: "-") ? digits.dropFirst() : digits
        let isPadded =
            whole.first == UInt8(ascii: "0")
            && whole.dropFirst().first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        guard !isPadded, let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
            let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite
        else { throw wrong("a number is expected") }
        return value
    }

    /// Reads a whole number.
    mutating func integer() throws(TokenizerError) -> Int {
        guard let value = Int(exactly: try number()) else { throw wrong("a whole number is expected") }
        return value
    }

    /// Reads any value into a tree.
    mutating func value() throws(TokenizerError) -> JSONValue {
        switch try kind() {
        case .null:
            try word("null")
            return .null
        case .boolean:
            let isTrue = bytes[position] == UInt8(ascii: "t")
            try word(isTrue ? "true" : "false")
            return .boolean(isTrue)
        case .number:
            let start = position
            let number = try number()
            return Int(String(decoding: bytes[start..<position], as: UTF8.self)).map { .integer($0) }
                ?? .number(number)
        case .text: return .text(String(decoding: try text(), as: UTF8.self))
        case .list:
            var values: [JSONValue] = []
            try list { (scanner) throws(TokenizerError) in values.append(try scanner.value()) }
            return .list(values)
        case .object:
            var members: [(key: String, value: JSONValue)] = []
            var known: Set<[UInt8]> = []
            try object { (scanner, key) throws(TokenizerError) in
                guard known.insert(Array(key)).inserted else { throw scanner.wrong("a key occurs twice") }
                members.append((String(decoding: key, as: UTF8.self), try scanner.value()))
            }
            return .object(members)
        }
    }

    /// Checks that nothing follows the value that was read.
    mutating func finish() throws(TokenizerError) {
        skipSpace()
        guard position == bytes.count else { throw wrong("something follows its end") }
    }

    /// The error that the file is not what it should be at this place.
    func wrong(_ reason: String) -> TokenizerError {
        let line = bytes[..<min(position, bytes.count)].count { $0 == 0x0A } + 1
        return .corruptFile(file, "\(reason) (line \(line))")
    }

    // MARK: - Pieces

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func peek() throws(TokenizerError) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw wrong("it ends too early") }
        return bytes[position]
    }

    private mutating func open(_ sign: UInt8) throws(TokenizerError) {
        guard try peek() == sign else {
            throw wrong(sign == UInt8(ascii: "{") ? "an object is expected" : "a list is expected")
        }
        guard depth < Self.deepest else { throw wrong("values are nested deeper than \(Self.deepest)") }
        depth += 1
        position += 1
    }

    /// Takes the closing sign (true), or the comma in front of one more element.
    private mutating func closes(_ sign: UInt8, isFirst: Bool) throws(TokenizerError) -> Bool {
        let byte = try peek()
        if byte == sign {
            position += 1
            return true
        }
        if isFirst { return false }
        guard byte == UInt8(ascii: ",") else { throw wrong("a comma is expected") }
        position += 1
        return false
    }

    private mutating func word(_ word: String) throws(TokenizerError) {
        guard bytes[position...].starts(with: word.utf8) else { throw wrong("a value is expected") }
        position += word.utf8.count
    }

    private mutating func escapedText(from start: Int) throws(TokenizerError) -> [UInt8] {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return content
            case UInt8(ascii: "\\"): try appendEscape(to: &content)
            case 0..<0x20: throw wrong("a text holds a control character")
            default: content.append(byte)
            }
        }
        throw wrong("it ends inside a text")
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(TokenizerError) {
        guard position < bytes.count else { throw wrong("it ends inside a text") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var value = try unit()
            if value & 0xFC00 == 0xD800, bytes[position...].starts(with: [0x5C, 0x75]) {
                position += 2
                let low = try unit()
                guard low & 0xFC00 == 0xDC00 else { throw wrong("a text holds half a surrogate pair") }
                value = 0x1_0000 + (value & 0x3FF) << 10 + low & 0x3FF
            }
            guard let scalar = Unicode.Scalar(value) else {
                throw wrong("a text holds half a surrogate pair")
            }
            UTF8Text.append(scalar, to: &content)
        default: throw wrong("a text holds an unknown escape")
        }
    }

    private mutating func unit() throws(TokenizerError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
            else { throw wrong("a text holds an unknown escape") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
