/// Finds strings of a ``TokenList`` by their bytes, without a copy of them.
///
/// Open addressing, at most three quarters full. Keys are compared byte by byte: Swift's `String` compares by canonical
/// equivalence, which a vocabulary must not.
struct TokenIndex: Sendable {
    private var slots: [Int32]
    private var used = 0

    /// Makes an empty index with room for a number of strings.
    init(capacity: Int) {
        var size = 16
        while size / 4 * 3 < capacity { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
    }

    /// Returns where in the list a string is, or nil when the index does not know it.
    func position(of key: ArraySlice<UInt8>, in list: TokenList) -> Int? {
        let position = slots[slot(of: key, in: list)]
        return position < 0 ? nil : Int(position)
    }

    /// Takes in the string that is, or will be next, at a position of the list, unless the index knows an equal one.
    ///
    /// - Returns: Whether it was taken in.
    /// - Precondition: The index holds fewer strings than the capacity it was made with.
    @discardableResult
    mutating func insert(_ position: Int, _ key: ArraySlice<UInt8>, in list: TokenList) -> Bool {
        precondition(used < slots.count / 4 * 3, "an index holds no more strings than its capacity")
        let place = slot(of: key, in: list)
        guard slots[place] < 0 else { return false }
        slots[place] = Int32(position)
        used += 1
        return true
    }

    /// Forgets all strings and keeps the memory.
    mutating func removeAll() {
        for place in slots.indices { slots[place] = -1 }
        used = 0
    }

    /// The slot that holds the key, or the free one where it belongs.
    private func slot(of key: ArraySlice<UInt8>, in list: TokenList) -> Int {
        let mask = slots.count - 1
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var place = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask
        while slots[place] >= 0, !list[Int(slots[place])].elementsEqual(key) { place = (place + 1) & mask }
        return place
    }
}
