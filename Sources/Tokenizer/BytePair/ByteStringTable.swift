/// A hash table from byte strings to numbers, with all keys in one buffer.
struct ByteStringTable: Sendable {
    private var index: TokenIndex
    private var keys: TokenList
    private var values: [Int32] = []

    /// Makes an empty table with room for a number of keys.
    init(capacity: Int) {
        index = TokenIndex(capacity: capacity)
        keys = TokenList()
    }

    /// Number of keys.
    var count: Int { values.count }

    /// Returns the value of a key, or nil.
    func value(of key: ArraySlice<UInt8>) -> Int32? { index.position(of: key, in: keys).map { values[$0] } }

    /// Stores a value unless the key is there already.
    ///
    /// - Precondition: The table holds fewer keys than the capacity it was made with.
    mutating func insert(_ key: ArraySlice<UInt8>, value: Int32) {
        guard index.insert(values.count, key, in: keys) else { return }
        keys.append(key)
        values.append(value)
    }

    /// Forgets all keys and keeps the memory.
    mutating func removeAll() {
        index.removeAll()
        keys.removeAll()
        values.removeAll(keepingCapacity: true)
    }
}
