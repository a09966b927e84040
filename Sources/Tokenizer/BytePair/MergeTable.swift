/// The merges of a byte-pair encoding: which two neighbours become which token, and in what order.
///
/// Open addressing over two flat arrays; a look-up is one multiplication and mostly one cache line.
struct MergeTable: Sendable {
    /// The rank of a pair that does not merge.
    static let noRank = UInt32.max

    private var keys: [UInt64]
    private var values: [UInt64]
    private let shift: UInt64
    private static let free = UInt64.max

    /// Makes an empty table with room for a number of merges.
    init(capacity: Int) {
        var bits: UInt64 = 4
        while (1 << bits) < capacity * 2 { bits += 1 }
        keys = [UInt64](repeating: Self.free, count: 1 << bits)
        values = [UInt64](repeating: 0, count: 1 << bits)
        shift = 64 - bits
    }

    /// Stores a merge; of two merges of one pair the later one counts, as in the reference library.
    mutating func insert(left: Int32, right: Int32, rank: UInt32, result: Int32) {
        let key = Self.key(left, right)
        let place = slot(of: key)
        keys[place] = key
        values[place] = UInt64(rank) << 32 | UInt64(UInt32(bitPattern: result))
    }

    /// Returns the rank of a pair, low before high, or ``noRank``.
    func rank(_ left: Int32, _ right: Int32) -> UInt32 {
        let place = slot(of: Self.key(left, right))
        return keys[place] == Self.free ? Self.noRank : UInt32(truncatingIfNeeded: values[place] >> 32)
    }

    /// Returns the token that a pair becomes.
    ///
    /// - Precondition: The pair merges.
    func result(_ left: Int32, _ right: Int32) -> Int32 {
        let place = slot(of: Self.key(left, right))
        precondition(keys[place] != Self.free, "only a pair with a rank has a result")
        return Int32(bitPattern: UInt32(truncatingIfNeeded: values[place]))
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while keys[place] != key, keys[place] != Self.free { place = (place + 1) & mask }
        return place
    }
}
