/// Finds passwords inside addresses: `scheme://user:password@host`.
enum AddressPasswordFinder {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            guard text.bytes[index] == 0x3A, text.has("://", at: index), text[index - 1].isASCIILetter else {
                index += 1
                continue
            }
            let user = text.end(from: index + 3, limit: 128) { $0.isTokenPart || $0 == 0x2E || $0 == 0x25 }
            index += 3
            guard text[user] == 0x3A else { continue }
            let end = text.end(from: user + 1, limit: 256) {
                $0 > 0x20 && $0 < 0x7F && ![0x40, 0x2F, 0x22, 0x27, 0x3C, 0x3E].contains($0)
            }
            guard text[end] == 0x40, end > user + 1, text[end + 1].isAlphanumeric || text[end + 1] == 0x5B,
                !AssignmentFinder.isPlaceholder(text.string((user + 1)..<end))
            else { continue }
            ranges.append((user + 1)..<end)
            index = end
        }
        return ranges
    }
}
