/// What BERT does to text before it is split: cleaning, room around ideographs, accents, case.
struct BertNormalizer: Sendable, Hashable {
    /// Whether control characters go and all white space becomes spaces.
    var cleansText = true
    /// Whether ideographs become words of their own.
    var separatesIdeographs = true
    /// Whether accents go.
    var stripsAccents = true
    /// Whether capitals become small letters.
    var lowercases = true

    /// Returns the text after all that.
    func applied(to bytes: ArraySlice<UInt8>) -> [UInt8] {
        let table = CategoryTable.shared
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        UTF8Text.forEachScalar(in: bytes) { scalar in
            if cleansText, table[scalar.value].contains(.unprintable) { return }
            let isApart = separatesIdeographs && table[scalar.value].contains(.ideograph)
            if isApart { text.append(0x20) }
            UTF8Text.append(cleansText && UTF8Text.isSpace(scalar) ? " " : scalar, to: &text)
            if isApart { text.append(0x20) }
        }
        if stripsAccents {
            text = UnicodeForm.nfd.applied(to: text[...]) ?? text
            text = Normalizer.filtered(text[...]) { !table[$0.value].contains(.accent) }
        }
        return lowercases ? Normalizer.lowercased(text[...]) : text
    }
}
