import Foundation

/// Makes extracted text uniform: composed letters, plain spaces, no invisible or control characters.
enum TextCleaner {
    /// One line: every run of white space becomes one space, and none is left at the ends.
    static func line(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        var gap = false
        for scalar in text.unicodeScalars {
            switch kind(scalar) {
            case .space, .newline: gap = !result.isEmpty
            case .dropped: continue
            case .kept(let kept):
                if gap { result.append(" ") }
                gap = false
                result.append(kept)
            }
        }
        return composed(result)
    }

    /// Several lines: inner spaces and indentation stay, ends of lines and outer blank lines are trimmed.
    static func lines(_ text: some StringProtocol) -> String {
        var result: [String] = []
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: isLineBreak) {
            var view = String.UnicodeScalarView()
            var pending = 0
            for scalar in raw.unicodeScalars {
                switch kind(scalar) {
                case .space:
                    pending += scalar == "\t" ? 4 - (view.count + pending) % 4 : 1
                case .newline, .dropped: continue
                case .kept(let kept):
                    for _ in 0..<pending { view.append(" ") }
                    pending = 0
                    view.append(kept)
                }
            }
            result.append(composed(view))
        }
        while result.last?.isEmpty == true { result.removeLast() }
        return result.drop(while: \.isEmpty).joined(separator: "\n")
    }

    /// Whether a character ends a line.
    static func isLineBreak(_ character: Character) -> Bool {
        character == "\n" || character == "\r\n" || character == "\r" || character == "\u{0C}"
            || character == "\u{2028}" || character == "\u{2029}" || character == "\u{85}"
    }

    /// Whether a character ends a record of a table or a line of JSON; the rarer line ends may stand inside one.
    static func isRecordEnd(_ character: Character) -> Bool {
        character == "\n" || character == "\r\n" || character == "\r"
    }

    private enum Kind {
        case space, newline, dropped
        case kept(Unicode.Scalar)
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        let value = scalar.value
        if value < 0x7F {
            if value > 0x20 { return .kept(scalar) }
            if value == 0x20 || value == 9 || value == 11 { return .space }
            return value == 10 || value == 13 || value == 12 ? .newline : .dropped
        }
        switch value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return .space
        case 0x85, 0x2028, 0x2029: return .newline
        // Soft hyphen, zero-width space and marks, direction overrides, byte-order mark, private use.
        case 0x7F..<0xA0, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF:
            return .dropped
        case 0xFFFC, 0xFFFE, 0xFFFF, 0xE000...0xF8FF, 0xF0000...0x10FFFF: return .dropped
        case 0x2010, 0x2011: return .kept("-")
        default: return .kept(scalar)
        }
    }

    /// Canonical composition, computed only when something could compose.
    private static func composed(_ view: String.UnicodeScalarView) -> String {
        let text = String(view)
        let needsIt = view.contains { scalar in
            switch scalar.value {
            case 0x300...0x36F, 0x1100...0x11FF, 0x3099...0x309A, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
                0x0591...0x1AFF,
                0xF900...0xFAFF:
                true
            default: false
            }
        }
        return needsIt ? text.precomposedStringWithCanonicalMapping : text
    }
}
