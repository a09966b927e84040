/// Finds account numbers (IBAN) by country, length and the checksum modulo 97.
enum IBANFinder {
    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
        "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
        "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
        "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
        "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27,
        "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24,
        "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29,
        "VG": 24, "XK": 20,
    ]

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index + 15 <= text.bytes.count {
            if text.bytes[index].isCapital, text[index + 1].isCapital, text[index + 2].isDigit,
                text[index + 3].isDigit, !text[index - 1].isTokenPart, let end = end(from: index, text)
            {
                ranges.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return ranges
    }

    private static func end(from start: Int, _ text: ScannedText) -> Int? {
        guard let length = lengths[text.string(start..<(start + 2))] else { return nil }
        var signs: [UInt8] = []
        var index = start
        while signs.count < length {
            let byte = text[index]
            if byte.isCapital || byte.isDigit {
                signs.append(byte)
            } else if byte != 0x20 || !text[index + 1].isAlphanumeric {
                return nil
            }
            index += 1
        }
        guard !text[index].isAlphanumeric else { return nil }
        var remainder = 0
        for byte in signs[4...] + signs[..<4] {
            remainder =
                byte.isDigit
                ? (remainder * 10 + Int(byte) - 0x30) % 97 : (remainder * 100 + Int(byte) - 0x37) % 97
        }
        return remainder == 1 ? index : nil
    }
}
