import Foundation

/// Text as words that can be compared: without case, accents, punctuation and ways of writing numbers.
///
/// "The 6th of December", "December 6" and "six" share the word `6`; "1,250.00 €" is `1250`; "07:55" is `7:55`.
package struct NormalizedText: Sendable, Hashable {
    /// The words in order.
    package let words: [String]

    /// Takes text apart.
    package init(_ text: String) {
        let folded = text.precomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        words = NumberWords.replacing(Self.split(Array(folded.unicodeScalars)))
    }

    /// Whether other text stands in this one as whole words, in order and next to each other.
    ///
    /// In writing without spaces between words, such as Chinese, or with endings on them, such as Korean, a part of a
    /// word is enough.
    package func contains(_ other: NormalizedText) -> Bool {
        guard !other.words.isEmpty, other.words.count <= words.count else { return false }
        return (0...(words.count - other.words.count)).contains { start in
            zip(words[start...], other.words).allSatisfy { Self.matches($0, $1) }
        }
    }

    private static func matches(_ word: String, _ wanted: String) -> Bool {
        word == wanted || wanted.unicodeScalars.contains(where: isUnspaced) && word.contains(wanted)
    }

    private static func split(_ scalars: [Unicode.Scalar]) -> [String] {
        var words: [String] = []
        var index = 0
        while index < scalars.count {
            if isDigit(scalars[index]) {
                words.append(number(scalars, &index))
                skipOrdinalEnding(scalars, &index)
            } else if isLetter(scalars[index]) {
                words.append(word(scalars, &index))
            } else {
                index += 1
            }
        }
        return words
    }

    /// Reads digits with thousands separators, a decimal part or a clock time.
    private static func number(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var parts = [digits(scalars, &index)]
        var signs: [Unicode.Scalar] = []
        while index + 1 < scalars.count, ".,:".unicodeScalars.contains(scalars[index]),
            isDigit(scalars[index + 1])
        {
            signs.append(scalars[index])
            index += 1
            parts.append(digits(scalars, &index))
        }
        let first = parts[0].drop { $0 == "0" }
        let head = first.isEmpty ? "0" : String(first)
        if signs == [":"], parts[1].count == 2 { return head + ":" + parts[1] }
        // Groups of three behind a comma are thousands; a point or a lone comma begins a fraction.
        var whole = head
        var rest = Array(zip(signs, parts.dropFirst()))[...]
        while let (sign, part) = rest.first, sign == ",", part.count == 3 {
            whole += part
            rest = rest.dropFirst()
        }
        guard !rest.isEmpty else { return whole }
        let tail = rest.map { String($0.0) + $0.1 }.joined()
        guard rest.count == 1, !tail.hasPrefix(":") else { return whole + tail }
        var fraction = rest.first.map { $0.1[...] } ?? ""
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? whole : whole + "." + fraction
    }

    private static func digits(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var result = ""
        while index < scalars.count, isDigit(scalars[index]) {
            result += String(scalars[index].properties.numericValue.map { Int($0) } ?? 0)
            index += 1
        }
        return result
    }

    private static func skipOrdinalEnding(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        guard index + 1 < scalars.count, index + 2 >= scalars.count || !isLetter(scalars[index + 2]) else {
            return
        }
        if ["st", "nd", "rd", "th"].contains(String(scalars[index]) + String(scalars[index + 1])) {
            index += 2
        }
    }

    /// Reads letters; an apostrophe inside stays out, and a possessive ending is dropped.
    private static func word(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var result = String.UnicodeScalarView()
        while index < scalars.count {
            if isLetter(scalars[index]) {
                result.append(scalars[index])
                index += 1
            } else if index + 1 < scalars.count, "'\u{2019}".unicodeScalars.contains(scalars[index]),
                isLetter(scalars[index + 1])
            {
                let isLast = index + 2 >= scalars.count || !isLetter(scalars[index + 2])
                if scalars[index + 1] == "s", isLast {
                    index += 2
                    break
                }
                index += 1
            } else {
                break
            }
        }
        return String(result)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark,
            .spacingMark:
            true
        default: false
        }
    }

    /// Whether a letter belongs to a script whose words are not set apart by spaces or carry particles.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3040...0x30FF,
            0x3130...0x318F,
            0x3400...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF:
            true
        default: false
        }
    }
}
