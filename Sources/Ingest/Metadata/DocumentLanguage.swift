import CLanguage
import Core

/// Finds out the language of a text.
///
/// Only the worker calls it, because CLD2 is C++; rows, which the server looks through, are told apart by ``CommonWordDetector``.
enum DocumentLanguage {
    /// Bytes of a document that are looked at; more changes nothing.
    private static let sampleBytes = 64 << 10
    /// Letters below which any answer would be chance.
    private static let fewestLetters = 12
    /// Share of a text that one language must have.
    private static let leastPercent = 50

    /// The language of most of a document's prose, or nil when there is too little of it or none that prevails.
    static func language(of document: ExtractedDocument) -> String? {
        var sample = ""
        for block in document.blocks where block.kind != .code {
            guard sample.utf8.count < sampleBytes else { break }
            if block.kind == .table {
                for cell in block.rows.prefix(200).joined() where cell.utf8.count < 4096 {
                    sample += cell + "\n"
                }
            } else {
                sample +=
                    block.text.utf8.count > sampleBytes
                    ? String(block.text.prefix(sampleBytes / 4)) : block.text
                sample += "\n"
            }
        }
        return language(of: sample)
    }

    /// The language of a text as a BCP 47 tag, or nil when none is certain.
    static func language(of text: String) -> String? {
        guard
            text.unicodeScalars.lazy.filter(\.properties.isAlphabetic).prefix(fewestLetters).count
                == fewestLetters
        else {
            return nil
        }
        var text = text
        var code = [CChar](repeating: 0, count: 16)
        var percent: Int32 = 0
        let isReliable = text.withUTF8 { utf8 in
            unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
                guard let start = bytes.baseAddress else { return Int32(0) }
                return unsafe cl_detect_language(start, bytes.count, &code, code.count, &percent)
            }
        }
        let name = String(decoding: code.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard name != "un", Int(percent) >= leastPercent,
            isReliable == 1 || percent >= 60 && text.utf8.count >= 150 || percent >= 90
        else {
            return eastAsian(text)
        }
        return tags[name] ?? name
    }

    /// The language of a text in which enough characters are East Asian; names of programs between them confuse CLD2.
    private static func eastAsian(_ text: String) -> String? {
        var (letters, han, kana, hangul, simplified, traditional) = (0, 0, 0, 0, 0, 0)
        for scalar in text.unicodeScalars.prefix(sampleBytes) where scalar.properties.isAlphabetic {
            letters += 1
            switch scalar.value {
            case 0x3041...0x30FE: kana += 1
            case 0xAC00...0xD7A3: hangul += 1
            case 0x4E00...0x9FFF:
                han += 1
                simplified += FrequentCharacters.simplifiedChinese.contains(scalar) ? 1 : 0
                traditional += FrequentCharacters.traditionalChinese.contains(scalar) ? 1 : 0
            default: break
            }
        }
        // A character says as much as two or three letters do.
        guard (han + kana + hangul) * 3 >= letters, letters > 0 else { return nil }
        if hangul * 2 > han + kana { return "ko" }
        if kana * 8 > han { return "ja" }
        return simplified >= traditional ? "zh-Hans" : "zh-Hant"
    }

    /// CLD2's older codes in today's form.
    private static let tags = [
        "iw": "he", "no": "nb", "jw": "jv", "tl": "fil", "zh": "zh-Hans", "sr-ME": "sr-ME", "in": "id",
        "ji": "yi",
    ]
}
