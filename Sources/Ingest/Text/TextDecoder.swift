#if canImport(Glibc)
    import Glibc
#endif

/// Turns the bytes of a text file into a string, finding out the encoding.
///
/// The order is: byte-order mark, UTF-8, UTF-16 without a mark, a declared name (HTML, XML), then the
/// encodings of older programs (``CharsetDetector``). A guess is only taken when what comes out looks like
/// the language; otherwise the answer is nil and not a page of wrong letters.
enum TextDecoder {
    /// A decoded text and what it was decoded from.
    struct Decoded {
        /// The text, without a byte-order mark.
        var text: String
        /// The encoding's name.
        var encoding: String
        /// Whether the encoding was guessed from the letters that came out.
        var isGuess = false
        /// How many byte sequences that mean nothing in it were replaced by U+FFFD.
        var repairs = 0

        /// What the reader should know about it, in one sentence; nil for a text that is as it was written.
        var note: String? {
            if isGuess { return "The text is not UTF-8; it was read as \(encoding)." }
            return repairs > 0 ? "Damaged characters in the text were replaced: \(repairs)." : nil
        }
    }

    /// A UTF-8 text has this many whole characters outside ASCII for each that is damaged, at least.
    private static let fewestWholePerRepair = 20

    /// Decodes a whole file, or nil when it is binary or in an encoding that is not recognised.
    static func decode(_ bytes: [UInt8], declared: String? = nil) -> Decoded? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            // A wrong sequence behind a UTF-8 mark is damage in one place, not another encoding.
            return repaired(bytes.dropFirst(3)).decoded
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        // These look like ASCII, so that only the declaration tells them apart.
        if let declared, let name = iconvName(declared), name.hasPrefix("ISO-2022") || name == "HZ",
            let text = convert(bytes, from: name)
        {
            return Decoded(text: text, encoding: name)
        }
        if let name = CharsetDetector.sevenBit(bytes), let text = convert(bytes, from: name) {
            return Decoded(text: text, encoding: name, isGuess: true)
        }
        if !bytes.prefix(4096).contains(0), let text = String(validating: bytes, as: UTF8.self) {
            return Decoded(text: text, encoding: "UTF-8")
        }
        if let bigEndian = unmarkedUTF16(bytes.prefix(4096)) {
            return utf16(bytes[...], bigEndian: bigEndian)
        }
        if looksBinary(bytes.prefix(65536)) { return nil }
        if let declared, let name = iconvName(declared), let text = convert(bytes, from: name) {
            return Decoded(text: text, encoding: name)
        }
        // Hardly any text in another encoding has so many sequences that UTF-8 allows.
        let (repaired, whole) = repaired(bytes[...])
        if whole > 0, whole >= repaired.repairs * fewestWholePerRepair { return repaired }
        return guess(bytes)
    }

    /// UTF-8 with its damage replaced, and how many characters outside ASCII are whole.
    private static func repaired(_ bytes: ArraySlice<UInt8>) -> (decoded: Decoded, whole: Int) {
        let text = String(decoding: bytes, as: UTF8.self)
        var whole = 0
        var replaced = 0
        for scalar in text.unicodeScalars where scalar.value >= 0x80 {
            if scalar.value == 0xFFFD { replaced += 1 } else { whole += 1 }
        }
        // The file may hold that character itself: EF BF BD.
        if replaced > 0 {
            for index in bytes.indices.dropLast(2)
            where bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD {
                replaced -= 1
            }
        }
        return (Decoded(text: text, encoding: "UTF-8", repairs: replaced), whole)
    }

    /// Decodes a short name, such as an archive member's; never nil, undecodable bytes become `%XX`.
    static func decodeName(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if let decoded = guess(bytes) { return decoded.text }
        return bytes.map { byte in
            if byte < 0x80 { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + digits
        }.joined()
    }

    /// Whether bytes hold what no text in an 8-bit encoding holds: NUL, or many control characters.
    static func looksBinary(_ bytes: ArraySlice<UInt8>) -> Bool {
        var controls = 0
        for byte in bytes {
            if byte == 0 { return true }
            if byte < 0x20 && !(9...13).contains(byte) && byte != 0x1B { controls += 1 }
        }
        return controls * 50 > bytes.count
    }

    // MARK: - UTF-16

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> Decoded {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return Decoded(
            text: String(decoding: units, as: UTF16.self), encoding: bigEndian ? "UTF-16BE" : "UTF-16LE")
    }

    /// The byte order of UTF-16 text without a mark: nearly every other byte of Western text is zero.
    private static func unmarkedUTF16(_ bytes: ArraySlice<UInt8>) -> Bool? {
        guard bytes.count >= 8 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = bytes.count / 2
        if zeros[1] * 10 > half * 7 && zeros[0] * 20 < half { return false }
        if zeros[0] * 10 > half * 7 && zeros[1] * 20 < half { return true }
        return eastAsianUTF16(bytes)
    }

    /// The byte order of East Asian UTF-16 without a mark: spaces and line ends are the only zeros, and one order
    /// gives far more usual characters than the other.
    private static func eastAsianUTF16(_ bytes: ArraySlice<UInt8>) -> Bool? {
        guard bytes.contains(0) || bytes.count % 2 == 0 && bytes.count >= 32 else { return nil }
        let languages: [EastAsianScore.Language] = [
            .korean, .japanese, .simplifiedChinese, .traditionalChinese,
        ]
        let scores = [false, true].map { order in
            let text = utf16(bytes.prefix(bytes.count & ~1), bigEndian: order).text
            guard !text.unicodeScalars.contains(where: { $0.value == 0xFFFD || $0.value == 0 }) else {
                return -1.0
            }
            return languages.map { EastAsianScore.score(text, as: $0) }.max() ?? 0
        }
        guard let best = scores.max(), best > 0.5, abs(scores[0] - scores[1]) > 0.4 else { return nil }
        return scores[1] > scores[0]
    }

    // MARK: - Older encodings

    private static func guess(_ bytes: [UInt8]) -> Decoded? {
        if let name = CharsetDetector.detect(bytes), let text = convert(bytes, from: name) {
            return Decoded(text: text, encoding: name, isGuess: true)
        }
        // Western text has mostly ASCII letters; anything else would come out as rubbish.
        let sample = bytes.prefix(65536)
        let high = sample.count { $0 >= 0x80 }
        guard high * 10 <= sample.count * 3 else { return nil }
        return Decoded(text: windows1252(bytes), encoding: "WINDOWS-1252", isGuess: true)
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        var view = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80..<0xA0).contains(byte) ? windows1252Upper[Int(byte) - 0x80] : UInt32(byte)
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }

    private static let windows1252Upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    // MARK: - iconv

    /// The converter's name for a declared encoding: only plain names reach the library.
    private static func iconvName(_ declared: String) -> String? {
        let name = declared.uppercased()
        guard (2...24).contains(name.utf8.count),
            name.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || $0 == 45 || $0 == 95 })
        else { return nil }
        return switch name {
        case "EUC-KR", "KS_C_5601-1987", "KS_C_5601-1989", "KSC5601": "CP949"
        case "SHIFT_JIS", "SHIFT-JIS", "SJIS", "X-SJIS", "WINDOWS-31J": "CP932"
        case "GB2312", "GBK": "GB18030"
        case "HZ-GB-2312": "HZ"
        case "ISO-8859-1", "LATIN1", "US-ASCII": "WINDOWS-1252"
        default: name
        }
    }

    /// Converts strictly: nil when a byte sequence does not belong to the encoding or it is unknown.
    static func convert(_ bytes: [UInt8], from encoding: String, allowingCutEnd: Bool = false)
        -> String?
    {
        if encoding == "WINDOWS-1252" { return windows1252(bytes) }
        // The system's converter does not know this one.
        if encoding == "HZ" { return convert(HZText.eightBit(bytes), from: "GB18030") }
        if encoding == "CP949" {
            return converted(bytes, from: encoding, allowingCutEnd).map { HangulFiller.composed($0) }
        }
        return converted(bytes, from: encoding, allowingCutEnd)
    }

    private static func converted(_ bytes: [UInt8], from encoding: String, _ allowingCutEnd: Bool) -> String?
    {
        guard let converter = unsafe iconv_open("UTF-8", encoding),
            unsafe converter != UnsafeMutableRawPointer(bitPattern: -1)
        else { return nil }
        defer { unsafe iconv_close(converter) }
        var input = bytes
        // An older encoding takes at most 4 UTF-8 bytes for one of its own.
        let capacity = bytes.count * 4 + 16
        var isComplete = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
            unsafe input.withUnsafeMutableBytes { source in
                var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = source.count
                var target = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(
                    to: CChar.self)
                var room = capacity
                let result = unsafe iconv(converter, &from, &left, &target, &room)
                isComplete = result != -1 || (allowingCutEnd && errno == EINVAL && left < 4)
                // Where marks follow their letter, the last letter waits for one until it is asked for.
                if result != -1 { unsafe iconv(converter, nil, nil, &target, &room) }
                filled = capacity - room
            }
        }
        return isComplete ? String(validating: output, as: UTF8.self) : nil
    }
}
