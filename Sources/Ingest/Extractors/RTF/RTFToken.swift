/// One piece of a Rich Text file.
enum RTFToken: Equatable {
    /// `{`
    case open
    /// `}`
    case close
    /// A control word with its number, `\par` or `\fs24`; control symbols too, with the symbol as the word.
    case word(String, Int?)
    /// A byte of text, as it is or from `\'e9`.
    case byte(UInt8)
}

/// Cuts the bytes of a Rich Text file into tokens.
struct RTFTokenizer {
    private var source: ByteSource
    /// The longest control word; longer ones are cut.
    private static let longestWord = 32

    /// Starts at the beginning.
    init(_ source: ByteSource) { self.source = source }

    /// Why reading stopped before the end.
    var failure: IngestError? { source.failure }

    /// The next token; nil at the end.
    mutating func next() -> RTFToken? {
        while let byte = source.next() {
            switch byte {
            case UInt8(ascii: "{"): return .open
            case UInt8(ascii: "}"): return .close
            case UInt8(ascii: "\\"): return control()
            case 0, 10, 13: continue
            default: return .byte(byte)
            }
        }
        return nil
    }

    /// Leaves out raw bytes behind `\bin`.
    mutating func skip(_ count: Int) { source.skip(count) }

    private mutating func control() -> RTFToken? {
        guard let first = source.next() else { return nil }
        guard Self.isLetter(first) else {
            if first == 39 { return hexByte() }
            // A backslash before a line break ends a paragraph.
            if first == 10 || first == 13 { return .word("par", nil) }
            return .word(String(UnicodeScalar(first)), nil)
        }
        var word = [first]
        while let byte = source.peek(), Self.isLetter(byte) {
            _ = source.next()
            if word.count < Self.longestWord { word.append(byte) }
        }
        var isNegative = false
        if source.peek() == 45 {
            _ = source.next()
            isNegative = true
        }
        var number: Int?
        while let byte = source.peek(), (48...57).contains(byte) {
            _ = source.next()
            number = min((number ?? 0) * 10 + Int(byte - 48), 1 << 40)
        }
        if source.peek() == 32 { _ = source.next() }
        return .word(String(decoding: word, as: UTF8.self), isNegative ? number.map { -$0 } : number)
    }

    private mutating func hexByte() -> RTFToken {
        var value = 0
        for _ in 0..<2 {
            guard let byte = source.peek(), let digit = Character(UnicodeScalar(byte)).hexDigitValue,
                byte < 0x80
            else { break }
            _ = source.next()
            value = value * 16 + digit
        }
        return .byte(UInt8(truncatingIfNeeded: value))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte)
    }
}
