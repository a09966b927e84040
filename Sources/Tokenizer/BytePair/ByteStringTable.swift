/// A hash table from byte strings to numbers, with all keys in one buffer.
///
/// Keys are compared byte by byte: Swift's `String` compares by canonical equivalence, which a vocabulary must not.
struct ByteStringTable: Sendable {
    private var slots: [Int32]
    private var entries: [(start: Int, count: Int, value: Int32)] = []
    private var keys: [UInt8] = []

    /// Makes an empty table with room for a number of keys.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
    }

    /// Number of keys.
    var count: Int { entries.count }

    /// Returns the value of a key, or nil.
    func value(of key: ArraySlice<UInt8>) -> Int32? {
        let index = slots[slot(of: key)]
        return index < 0 ? nil : entries[Int(index)].value
    }

    /// Stores a value unless the key is there already.
    ///
    /// - Precondition: The table holds fewer keys than the capacity it was made with.
    mutating func insert(_ key: ArraySlice<UInt8>, value: Int32) {
        precondition(entries.count * 2 < slots.count, "a table holds no more keys than its capacity")
        let place = slot(of: key)
        guard slots[place] < 0 else { return }
        slots[place] = Int32(entries.count)
        entries.append((keys.count, key.count, value))
        keys.append(contentsOf: key)
    }

    /// Forgets all keys and keeps the memory.
    mutating func removeAll() {
        for index in slots.indices { slots[index] = -1 }
        entries.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    /// The slot that holds the key, or the free one where it belongs.
    private func slot(of key: ArraySlice<UInt8>) -> Int {
        let mask = slots.count - 1
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var place = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask
        while slots[place] >= 0 {
            let entry = entries[Int(slots[place])]
            if entry.count == key.count, keys[entry.start..<entry.start + entry.count].elementsEqual(key) {
                break
            }
            place = (place + 1) & mask
        }
        return place
    }
}
