/// Bytes read as UTF-8, one scalar at a time with its class.
///
/// A byte that is no part of valid UTF-8 counts as a scalar of class ``CharacterClass/other`` and length 1, so any
/// bytes can be split into words and nothing is lost.
struct ClassifiedBytes {
    /// The bytes.
    let bytes: [UInt8]
    private let table = CharacterTable.shared

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Returns the class of the scalar that starts at an offset, and where it ends.
    ///
    /// - Precondition: `offset` is below `limit`, and `limit` at most the number of bytes.
    @inline(__always)
    func scalar(at offset: Int, limit: Int) -> (kind: CharacterClass, end: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (table[UInt32(first)], offset + 1) }
        return wideScalar(at: offset, limit: limit)
    }

    /// Returns the end of the run of scalars of one kind that starts at an offset.
    @inline(__always)
    func endOfRun(_ kind: CharacterClass, from offset: Int, limit: Int) -> Int {
        var end = offset
        while end < limit {
            let scalar = scalar(at: end, limit: limit)
            guard scalar.kind.kind == kind else { break }
            end = scalar.end
        }
        return end
    }

    /// Returns the value of the scalar that starts at an offset, and where it ends; U+FFFD for a stray byte.
    ///
    /// - Precondition: `offset` is below `limit`, and `limit` at most the number of bytes.
    @inline(__always)
    func decoded(at offset: Int, limit: Int) -> (value: UInt32, end: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (UInt32(first), offset + 1) }
        return wideValue(at: offset, limit: limit) ?? (0xFFFD, offset + 1)
    }

    private func wideScalar(at offset: Int, limit: Int) -> (kind: CharacterClass, end: Int) {
        guard let (value, end) = wideValue(at: offset, limit: limit) else {
            return (CharacterClass.other, offset + 1)
        }
        return (table[value], end)
    }

    private func wideValue(at offset: Int, limit: Int) -> (value: UInt32, end: Int)? {
        let first = UInt32(bytes[offset])
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, offset + length <= limit else { return nil }
        var value = first & (0x7F >> UInt32(length))
        for index in offset + 1..<offset + length {
            guard bytes[index] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[index] & 0x3F)
        }
        let isOverlong = value < (length == 4 ? 0x1_0000 : length == 3 ? 0x800 : 0x80)
        guard !isOverlong, value < 0x11_0000, !(0xD800...0xDFFF).contains(value) else { return nil }
        return (value, offset + length)
    }
}
