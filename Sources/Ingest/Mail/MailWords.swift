/// Decodes the words of mail headers that are not ASCII: `=?UTF-8?B?…?=`.
enum MailWords {
    /// Decodes a header's value.
    ///
    /// Neighbouring words of one encoding are joined before they are decoded, because programs cut
    /// characters in two. Raw bytes are taken as UTF-8, else as an older encoding.
    static func decode(_ value: [UInt8]) -> String {
        guard value.contains(61) else { return plain(value[...]) }
        var result = ""
        var pending: (charset: String, bytes: [UInt8])?
        var index = value.startIndex
        var plainStart = index
        func flush() {
            guard let word = pending else { return }
            result += TextDecoder.decode(word.bytes, declared: word.charset)?.text ?? plain(word.bytes[...])
            pending = nil
        }
        while index < value.endIndex {
            guard value[index] == 61, index + 1 < value.endIndex, value[index + 1] == 63,
                let word = word(in: value, at: index)
            else {
                index += 1
                continue
            }
            let between = value[plainStart..<index]
            // White space between two words is none.
            if pending == nil || !between.allSatisfy({ $0 == 32 || $0 == 9 }) {
                flush()
                result += plain(between)
            }
            if pending?.charset == word.charset {
                pending?.bytes += word.bytes
            } else {
                flush()
                pending = (word.charset, word.bytes)
            }
            index = word.end
            plainStart = index
        }
        flush()
        return result + plain(value[plainStart...])
    }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        TextDecoder.decode(Array(bytes))?.text ?? String(decoding: bytes, as: UTF8.self)
    }

    /// One encoded word; the standard allows 75 characters, programs write a few hundred.
    private static func word(in value: [UInt8], at start: Int) -> (charset: String, bytes: [UInt8], end: Int)?
    {
        let limit = min(value.count, start + 2048)
        guard let first = value[(start + 2)..<limit].firstIndex(of: 63), first + 2 < limit,
            value[first + 2] == 63
        else { return nil }
        let kind = value[first + 1] | 0x20
        let textStart = first + 3
        var end = textStart
        while end + 1 < limit, !(value[end] == 63 && value[end + 1] == 61) { end += 1 }
        guard end + 1 < limit, kind == UInt8(ascii: "b") || kind == UInt8(ascii: "q") else { return nil }
        let charset =
            String(decoding: value[(start + 2)..<first], as: UTF8.self).split(separator: "*").first ?? ""
        let text = value[textStart..<end]
        let bytes =
            kind == UInt8(ascii: "b")
            ? MailTransfer.base64(text) : MailTransfer.quotedPrintable(text, underscoreIsSpace: true)
        return (charset.uppercased(), bytes, end + 2)
    }
}
