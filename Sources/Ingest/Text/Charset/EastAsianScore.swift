/// How much a text looks like one of the languages of East Asia.
enum EastAsianScore {
    /// The languages that have encodings of their own.
    enum Language { case korean, japanese, simplifiedChinese, traditionalChinese }

    /// The mean over the characters outside ASCII: 1 for the most usual ones, 0 for rare ones, less for those that
    /// hardly any text has.
    static func score(_ text: String, as language: Language) -> Double {
        var sum = 0.0
        var count = 0
        for scalar in text.unicodeScalars where scalar.value >= 0x80 {
            count += 1
            sum += weight(scalar, language)
        }
        return count == 0 ? 0 : sum / Double(count)
    }

    private static func weight(_ scalar: Unicode.Scalar, _ language: Language) -> Double {
        switch scalar.value {
        case 0xAC00...0xD7A3:
            guard language == .korean else { return -0.5 }
            return FrequentCharacters.korean.contains(scalar) ? 1 : 0.3
        case 0x3041...0x30FE: return language == .japanese ? 1 : 0
        case 0x4E00...0x9FFF:
            switch language {
            case .korean: return 0
            case .japanese: return FrequentCharacters.japanese.contains(scalar) ? 1 : 0
            case .simplifiedChinese: return FrequentCharacters.simplifiedChinese.contains(scalar) ? 1 : 0
            case .traditionalChinese: return FrequentCharacters.traditionalChinese.contains(scalar) ? 1 : 0
            }
        case 0x3000...0x303F, 0xFF01...0xFF5E, 0x2010...0x2026: return 0.5
        // Half-width kana come out of any bytes that are read as Shift JIS.
        case 0xFF61...0xFF9F: return -0.5
        case 0xE000...0xF8FF, 0x80..<0xA0, 0xF0000...: return -2
        case 0xA0..<0x600: return -0.3
        default: return 0
        }
    }
}
