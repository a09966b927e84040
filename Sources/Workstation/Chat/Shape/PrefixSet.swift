internal import Core

/// A set of strings as JSON writes them between quotes, with the strings that share a prefix side by side.
///
/// Either a few given strings or all pieces of one text. Where one is in them is a range of entries and the number of bytes
/// they have in common so far.
struct PrefixSet: Sendable {
    /// A place in the set.
    struct Place: Sendable, Hashable {
        var low: Int32
        var high: Int32
        var offset: Int32
    }

    /// All strings one after the other, each with a zero after it, which no string holds.
    private let bytes: [UInt8]
    /// Where the entries start, sorted by what follows.
    private let starts: [Int32]
    /// Whether an entry may end in front of a byte.
    private let isEnd: [Bool]
    private let shortest: Int32
    private let longest: Int32

    /// A set of given strings.
    init(_ strings: [String]) {
        var bytes: [UInt8] = []
        var starts: [Int32] = []
        for string in strings {
            starts.append(Int32(bytes.count))
            bytes += Self.escaped(string)
            bytes.append(0)
        }
        self.init(bytes, starts, isEnd: bytes.map { $0 == 0 }, shortest: 1, longest: .max)
    }

    /// The pieces of a text, in whole words.
    init(pieces text: String, atLeast: Int, atMost: Int) {
        let bytes = Self.escaped(SourceText.normalized(text)) + [0]
        // Chinese and Japanese write no spaces, so that every character begins a word.
        func standsAlone(_ index: Int) -> Bool { (0xE3...0xE9).contains(bytes[index]) }
        let starts = bytes.indices.dropLast().filter { index in
            bytes[index] != 0x20 && (index == 0 || bytes[index - 1] == 0x20 || standsAlone(index))
        }
        let isEnd = bytes.indices.map { bytes[$0] == 0x20 || bytes[$0] == 0 || standsAlone($0) }
        self.init(
            bytes, starts.map(Int32.init), isEnd: isEnd, shortest: Int32(clamping: max(atLeast, 1)),
            longest: Int32(clamping: atMost))
    }

    private init(_ bytes: [UInt8], _ starts: [Int32], isEnd: [Bool], shortest: Int32, longest: Int32) {
        self.bytes = bytes
        self.starts = starts.sorted {
            bytes[Int($0)...].lexicographicallyPrecedes(bytes[Int($1)...])
        }
        self.isEnd = isEnd
        self.shortest = shortest
        self.longest = longest
    }

    /// Whether there is nothing to choose from.
    var isEmpty: Bool { starts.isEmpty }

    /// The place in front of all strings.
    var start: Place { Place(low: 0, high: Int32(starts.count), offset: 0) }

    /// The place after one more byte; nil when no string goes on with it.
    func advanced(_ place: Place, _ byte: UInt8) -> Place? {
        guard byte != 0, place.offset < longest || !canEnd(place) else { return nil }
        let low = firstEntry(place.low, place.high, place.offset) { $0 >= byte }
        let high = firstEntry(low, place.high, place.offset) { $0 > byte }
        return low < high ? Place(low: low, high: high, offset: place.offset + 1) : nil
    }

    /// Whether a string is whole here.
    func canEnd(_ place: Place) -> Bool {
        guard place.offset > 0 else { return false }
        return (place.low..<place.high).contains { entry in
            let index = Int(starts[Int(entry)] + place.offset)
            return bytes[index] == 0 || (place.offset >= shortest && isEnd[index])
        }
    }

    /// Whether a string goes on here.
    func goesOn(_ place: Place) -> Bool {
        (place.low..<place.high).contains { bytes[Int(starts[Int($0)] + place.offset)] != 0 }
    }

    /// The fewest bytes of a string.
    var shortestLength: Int {
        // Pieces of a text state their shortest; given strings have no limit.
        guard longest == .max else { return Int(shortest) }
        return starts.map { start in bytes[Int(start)...].prefix { $0 != 0 }.count }.min() ?? 0
    }

    /// The byte that leads to an end soon.
    func byteTowardsEnd(_ place: Place) -> UInt8 { bytes[Int(starts[Int(place.low)] + place.offset)] }

    private func firstEntry(
        _ low: Int32, _ high: Int32, _ offset: Int32, where isReached: (UInt8) -> Bool
    ) -> Int32 {
        var (low, high) = (low, high)
        while low < high {
            let middle = (low + high) / 2
            if isReached(bytes[Int(starts[Int(middle)] + offset)]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func escaped(_ text: String) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x22, 0x5C: [0x5C, byte]
            case ..<0x20: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: [byte]
            }
        }
    }
}
