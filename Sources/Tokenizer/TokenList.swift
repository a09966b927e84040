/// Many short byte strings in one buffer of at most 4 GB.
struct TokenList: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = [0]

    /// Makes an empty list with room for a number of strings and for the bytes of all of them.
    init(capacity: Int = 0, byteCapacity: Int = 0) {
        starts.reserveCapacity(capacity + 1)
        bytes.reserveCapacity(byteCapacity)
    }

    /// Makes a list of texts.
    init(_ texts: [String]) {
        self.init(capacity: texts.count, byteCapacity: texts.reduce(0) { $0 + $1.utf8.count })
        for text in texts { append(text.utf8) }
    }

    /// Number of strings.
    var count: Int { starts.count - 1 }

    /// Bytes of all strings.
    var byteCount: Int { bytes.count }

    /// The string at an index.
    subscript(index: Int) -> ArraySlice<UInt8> { bytes[Int(starts[index])..<Int(starts[index + 1])] }

    /// Appends a string.
    mutating func append(_ string: some Sequence<UInt8>) {
        bytes.append(contentsOf: string)
        starts.append(UInt32(bytes.count))
    }

    /// Forgets all strings and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        starts.removeLast(count)
    }
}
