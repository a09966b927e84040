/// Looks up the category of a Unicode scalar in constant time, as ``CharacterTable`` does for the class.
///
/// Apart from it because the common rules do not need it.
struct CategoryTable: Sendable {
    /// The table of ``CharacterRanges``.
    static let shared = CategoryTable()

    private var blocks: [UInt16] = []
    private var categories: [UInt16] = []

    private init() {
        var flat = [UInt16](repeating: 0, count: 0x11_0000)
        let lists: [([UInt32], CharacterCategory)] = [
            // A letter of neither case is caseless.
            (CharacterRanges.letters, [.caseless, .word]), (CharacterRanges.marks, [.mark, .word]),
            (CharacterRanges.upper, .upper), (CharacterRanges.lower, .lower),
            (CharacterRanges.punctuation, .punctuation), (CharacterRanges.wordsToo, .word),
            (CharacterRanges.unprintable, .unprintable), (CharacterRanges.accents, .accent),
            (CharacterRanges.combining, .combining), (CharacterRanges.ideographs, .ideograph),
        ]
        for (ranges, category) in lists {
            for index in stride(from: 0, to: ranges.count, by: 2) {
                for value in ranges[index]...ranges[index + 1] { flat[Int(value)] |= category.rawValue }
            }
        }
        let cased: CharacterCategory = [.upper, .lower]
        for (value, category) in flat.enumerated() where category & cased.rawValue != 0 {
            flat[value] = category & ~CharacterCategory.caseless.rawValue
        }
        var known: [ArraySlice<UInt16>: UInt16] = [:]
        for start in stride(from: 0, to: flat.count, by: 256) {
            let block = flat[start..<start + 256]
            if let index = known[block] {
                blocks.append(index)
            } else {
                let index = UInt16(categories.count / 256)
                known[block] = index
                blocks.append(index)
                categories.append(contentsOf: block)
            }
        }
    }

    /// The category of a scalar value below 0x110000.
    subscript(scalar: UInt32) -> CharacterCategory {
        CharacterCategory(rawValue: categories[Int(blocks[Int(scalar >> 8)]) << 8 | Int(scalar & 255)])
    }
}
