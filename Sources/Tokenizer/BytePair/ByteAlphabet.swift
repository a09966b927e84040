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

    /// Appends the bytes that a token's text stands for.
    ///
    /// - Returns: False when a character is outside the alphabet; nothing is appended then.
    static func appendBytes(of text: Substring.UnicodeScalarView, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        for scalar in text {
            guard scalar.value < 0x144, case let byte = byteOfScalar[Int(scalar.value)], byte >= 0 else {
                bytes.removeSubrange(start...)
                return false
            }
            bytes.append(UInt8(byte))
        }
        return true
    }
}
