/// Looks up the class of a Unicode scalar in constant time.
///
/// Two stages: 256 scalars make a block, equal blocks are stored once; about 40 kB in all.
struct CharacterTable: Sendable {
    /// The table of ``CharacterRanges``.
    static let shared = CharacterTable()

    private var blocks: [UInt16] = []
    private var classes: [UInt8] = []

    private init() {
        var flat = [UInt8](repeating: 0, count: 0x11_0000)
        Self.mark(CharacterRanges.letters, .letter, in: &flat)
        Self.mark(CharacterRanges.numbers, [.number, .digit], in: &flat)
        Self.mark(CharacterRanges.digitsOnly, .digit, in: &flat)
        Self.mark(CharacterRanges.spaces, .space, in: &flat)
        var known: [ArraySlice<UInt8>: UInt16] = [:]
        for start in stride(from: 0, to: flat.count, by: 256) {
            let block = flat[start..<start + 256]
            if let index = known[block] {
                blocks.append(index)
            } else {
                let index = UInt16(classes.count / 256)
                known[block] = index
                blocks.append(index)
                classes.append(contentsOf: block)
            }
        }
    }

    /// The class of a scalar value below 0x110000.
    subscript(scalar: UInt32) -> CharacterClass {
        CharacterClass(rawValue: classes[Int(blocks[Int(scalar >> 8)]) << 8 | Int(scalar & 255)])
    }

    private static func mark(_ ranges: [UInt32], _ mark: CharacterClass, in flat: inout [UInt8]) {
        for index in stride(from: 0, to: ranges.count, by: 2) {
            for value in ranges[index]...ranges[index + 1] { flat[Int(value)] |= mark.rawValue }
        }
    }
}
