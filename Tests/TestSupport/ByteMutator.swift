/// Changes bytes at random, always in the same way for the same seed: the short form of fuzzing in ordinary tests.
///
/// The changes are those that readers trip over: bits, bytes, integers of four and eight bytes at the limits of their
/// types, cuts, repetitions, words of the format, and pieces of another input.
package struct ByteMutator {
    private var state: UInt64
    private let seeds: [[UInt8]]
    private let words: [[UInt8]]
    /// The most bytes that an input grows to.
    private let longest: Int

    /// The most changes to one input.
    private static let mostChanges = 6
    private static let limits: [UInt64] = [
        0, 1, 2, 3, 7, 8, 9, 31, 32, 33, 127, 128, 255, 256, 1 << 15, 1 << 16, 1 << 24, 1 << 31,
        (1 << 31) - 1,
        (1 << 32) - 1, 1 << 32, 1 << 40, (1 << 61) + 1, 1 << 62, (1 << 63) - 1, 1 << 63, (1 << 63) + 1,
        .max - 1,
        .max, .max - 7, .max - 31,
    ]

    /// Starts a series.
    ///
    /// - Parameters:
    ///   - seed: The same seed gives the same series.
    ///   - seeds: Sound inputs, at least one, to start from.
    ///   - words: Pieces that mean something in the format.
    ///   - longest: The most bytes of an input.
    package init(seed: UInt64, seeds: [[UInt8]], words: [String] = [], longest: Int = 1 << 16) {
        precondition(!seeds.isEmpty, "There is nothing to start from.")
        state = seed
        self.seeds = seeds
        self.words = words.map { Array($0.utf8) }
        self.longest = longest
    }

    /// Makes the next input.
    package mutating func next() -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0...below(Self.mostChanges) { change(&bytes) }
        return Array(bytes.prefix(longest))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(below(256))) }
        let place = below(bytes.count)
        switch below(9) {
        case 0: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes[place] = UInt8(below(256))
        case 2: overwrite(&bytes, with: Self.limits[below(Self.limits.count)], width: 4)
        case 3: overwrite(&bytes, with: Self.limits[below(Self.limits.count)], width: 8)
        case 4: bytes.removeSubrange(place..<place + below(min(16, bytes.count - place)))
        case 5: bytes.removeSubrange(place...)
        case 6:
            let piece = bytes[place..<place + below(min(64, bytes.count - place) + 1)]
            bytes.insert(contentsOf: Array(piece), at: below(bytes.count + 1))
        case 7 where !words.isEmpty: bytes.insert(contentsOf: words[below(words.count)], at: place)
        default:
            let other = seeds[below(seeds.count)]
            guard !other.isEmpty else { return }
            let start = below(other.count)
            bytes.replaceSubrange(place..., with: other[start...])
        }
    }

    private mutating func overwrite(_ bytes: inout [UInt8], with value: UInt64, width: Int) {
        guard bytes.count >= width else { return }
        let place = below(bytes.count - width + 1)
        for index in 0..<width {
            bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
        }
    }

    /// A number from 0 up to and without `count`; 0 when there is none.
    private mutating func below(_ count: Int) -> Int {
        // The generator called SplitMix64: small, and good enough to pick places.
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return count > 0 ? Int((mixed ^ (mixed >> 31)) % UInt64(count)) : 0
    }
}
