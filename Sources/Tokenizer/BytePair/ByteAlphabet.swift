/// The alphabet in which byte-level vocabularies write bytes: one printable character for each of the 256.
///
/// Printable Latin-1 characters stand for themselves; the other 68 bytes, in order, are U+0100 and up, so that a
/// space is written `Ġ` and a line feed `Ċ`.
enum ByteAlphabet {
    private static let selfPrinting: [ClosedRange<UInt32>] = [0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF]

    /// The byte each scalar value below 0x144 stands for, or -1.
    private static let byteOfScalar: [Int16] = {
        var table = [Int16](repeating: -1, count: 0x144)
        var next = 0x100
        for byte in 0..<256 {
            if selfPrinting.contains(where: { $0.contains(UInt32(byte)) }) {
                table[byte] = Int16(byte)
            } else {
                table[next] = Int16(byte)
                next += 1
            }
        }
        return table
    }()

    /// Appends the bytes that a token's text, in UTF-8, stands for.
    ///
    /// - Returns: False when a character is outside the alphabet; nothing is appended then.
    static func appendBytes(of text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        var index = text.startIndex
        while index < text.endIndex {
            var value = Int(text[index])
            index += 1
            if value >= 0x80 {
                // The alphabet ends at U+0143, so two bytes are the most that a character of it takes.
                guard (0xC2...0xC5).contains(value), index < text.endIndex else {
                    bytes.removeSubrange(start...)
                    return false
                }
                value = (value & 0x1F) << 6 | Int(text[index] & 0x3F)
                index += 1
            }
            guard value < byteOfScalar.count, byteOfScalar[value] >= 0 else {
                bytes.removeSubrange(start...)
                return false
            }
            bytes.append(UInt8(byteOfScalar[value]))
        }
        return true
    }
}
