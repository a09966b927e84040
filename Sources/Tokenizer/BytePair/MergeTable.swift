/// The merges of a byte-pair encoding: which two neighbours become which token, and in what order.
///
/// Open addressing: a table of places, at most half full, and the merges themselves without a gap.
struct MergeTable: Sendable {
    /// The rank of a pair that does not merge.
    static let noRank = UInt32.max

    /// For each slot which merge it holds, or -1.
    private var slots: [Int32]
    private var pairs: [UInt64] = []
    private var values: [(rank: UInt32, result: Int32)] = []
    private let shift: UInt64

    /// Makes an empty table with room for a number of merges.
    init(capacity: Int) {
        var bits: UInt64 = 4
        while (1 << bits) < capacity * 2 { bits += 1 }
        slots = [Int32](repeating: -1, count: 1 << bits)
        pairs.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        shift = 64 - bits
    }

    /// Stores a merge; of two merges of one pair the later one counts, as in the reference library.
    mutating func insert(left: Int32, right: Int32, rank: UInt32, result: Int32) {
        let key = Self.key(left, right)
        let place = slot(of: key)
        guard slots[place] < 0 else {
            values[Int(slots[place])] = (rank, result)
            return
        }
        slots[place] = Int32(pairs.count)
        pairs.append(key)
        values.append((rank, result))
    }

    /// Returns the rank of a pair, low before high, or ``noRank``.
    func rank(_ left: Int32, _ right: Int32) -> UInt32 {
        let merge = slots[slot(of: Self.key(left, right))]
        return merge < 0 ? Self.noRank : values[Int(merge)].rank
    }

    /// Returns the token that a pair becomes.
    ///
    /// - Precondition: The pair merges.
    func result(_ left: Int32, _ right: Int32) -> Int32 {
        let merge = slots[slot(of: Self.key(left, right))]
        precondition(merge >= 0, "only a pair with a rank has a result")
        return values[Int(merge)].result
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    private func slot(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while slots[place] >= 0, pairs[Int(slots[place])] != key { place = (place + 1) & mask }
        return place
    }
}
