/// Finds out in which of the older encodings a text is written, from the letters that come out of it.
///
/// Every encoding that can be meant is tried strictly on the beginning of the text; the reading that gives
/// the most usual characters of a language wins, when it gives enough of them. Encodings with several bytes a
/// character come first, because their rules are hard to fulfil by chance.
enum CharsetDetector {
    /// Bytes that are looked at.
    private static let sampleBytes = 64 << 10
    /// Least score of a reading: rare East Asian texts reach a third, wrong readings stay around zero.
    private static let leastEastAsian = 0.25
    private static let leastSingleByte = 0.55

    /// The converter's name of the encoding, or nil when no reading is convincing.
    static func detect(_ bytes: [UInt8]) -> String? {
        let sample = Array(bytes.prefix(sampleBytes))
        let isCut = sample.count < bytes.count
        return eastAsian(sample, isCut: isCut) ?? singleByte(sample)
    }

    /// Encodings of seven bits, which announce themselves by escapes; nil for plain ASCII.
    static func sevenBit(_ bytes: [UInt8]) -> String? {
        let sample = bytes.prefix(sampleBytes)
        guard !sample.contains(where: { $0 >= 0x80 }) else { return nil }
        for index in sample.indices.dropLast(2) where sample[index] == 0x1B {
            let next = (sample[index + 1], sample[index + 2])
            if next == (0x24, 0x29), index + 3 < sample.endIndex, sample[index + 3] == 0x43 {
                return "ISO-2022-KR"
            }
            if next == (0x24, 0x42) || next == (0x24, 0x40) || next == (0x28, 0x4A) || next == (0x28, 0x49) {
                return "ISO-2022-JP-2"
            }
        }
        return HZText.matches(sample) ? "HZ" : nil
    }

    // MARK: - Several bytes a character

    private static let eastAsianEncodings: [(name: String, language: EastAsianScore.Language)] = [
        ("CP949", .korean), ("JOHAB", .korean), ("CP932", .japanese), ("EUC-JP", .japanese),
        ("GB18030", .simplifiedChinese),
        ("BIG5", .traditionalChinese), ("BIG5-HKSCS", .traditionalChinese), ("SHIFT_JISX0213", .japanese),
        ("EUC-JISX0213", .japanese),
    ]

    private static func eastAsian(_ sample: [UInt8], isCut: Bool) -> String? {
        var best: (name: String, score: Double)?
        for candidate in eastAsianEncodings {
            // A sample may end in the middle of a character.
            guard let text = TextDecoder.convert(sample, from: candidate.name, allowingCutEnd: isCut) else {
                continue
            }
            let score = EastAsianScore.score(text, as: candidate.language)
            if score > leastEastAsian, score > (best?.score ?? 0) { best = (candidate.name, score) }
        }
        return best?.name
    }

    // MARK: - One byte a character

    private static func singleByte(_ sample: [UInt8]) -> String? {
        // Two letters say nothing.
        guard sample.lazy.filter({ $0 >= 0x80 }).prefix(3).count == 3 else { return nil }
        var best: (name: String, score: Double)?
        for model in SingleByteModel.all {
            guard let text = TextDecoder.convert(sample, from: model.encoding) else { continue }
            let score = model.score(text)
            if score > leastSingleByte, score > (best?.score ?? 0) + 0.001 { best = (model.encoding, score) }
        }
        return best?.name
    }
}
