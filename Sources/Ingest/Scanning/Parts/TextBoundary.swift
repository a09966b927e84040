/// Where a long text may be cut, told byte by byte.
///
/// Bytes suffice, because no encoding that is read uses those of line ends, commas, quotes and brackets inside a
/// character, except UTF-16, which ``TextParts`` leaves alone, and the second byte of some East Asian characters, which
/// is none of those that decide here but `[`, `]` and `|`.
protocol TextBoundary {
    /// Whether the text may be cut behind this byte, and how well.
    mutating func place(behind byte: UInt8) -> TextCut
}

/// How well a text may be cut at a place.
enum TextCut {
    /// Not at all.
    case none
    /// Between two lines of what may be one paragraph.
    case poor
    /// Between two paragraphs or records.
    case good
}

/// Cuts prose and code: best at an empty line.
struct LineBoundary: TextBoundary {
    private var isEmptyLine = false

    mutating func place(behind byte: UInt8) -> TextCut {
        switch byte {
        case 10:
            defer { isEmptyLine = true }
            return isEmptyLine ? .good : .poor
        case 9, 13, 32: break
        default: isEmptyLine = false
        }
        return .none
    }
}

/// Cuts values in lines: at every line end.
struct RecordLineBoundary: TextBoundary {
    mutating func place(behind byte: UInt8) -> TextCut { byte == 10 ? .good : .none }
}

/// Cuts comma-separated values: at line ends outside of quotes, as ``DelimitedText`` reads them.
struct DelimitedBoundary: TextBoundary {
    private let delimiter: UInt8
    private var isFieldStart = true
    private var isQuoted = false

    /// Knows the delimiter, which is ASCII.
    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func place(behind byte: UInt8) -> TextCut {
        if isQuoted {
            // A doubled quote ends the field and begins it again at once.
            if byte == UInt8(ascii: "\"") {
                isQuoted = false
                isFieldStart = true
            }
            return .none
        }
        switch byte {
        case 10:
            isFieldStart = true
            return .good
        case delimiter: isFieldStart = true
        case UInt8(ascii: "\"") where isFieldStart: isQuoted = true
        case 32: break
        default: isFieldStart = false
        }
        return .none
    }
}

/// Cuts a JSON array between its elements: behind a comma that stands in no inner value.
struct ElementBoundary: TextBoundary {
    private var depth = 0
    private var isString = false
    private var isEscaped = false

    mutating func place(behind byte: UInt8) -> TextCut {
        if isString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isString = false
            }
            return .none
        }
        switch byte {
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: ",") where depth == 1: return .good
        default: break
        }
        return .none
    }
}
