/// Many short byte strings in one buffer.
struct TokenList: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]

    /// Makes an empty list.
    init() {}

    /// Makes a list of texts.
    init(_ texts: [String]) {
        starts.reserveCapacity(texts.count + 1)
        for text in texts { append(text.utf8) }
    }

    /// Number of strings.
    var count: Int { starts.count - 1 }

    /// The string at an index.
    subscript(index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

    /// Appends a string.
    mutating func append(_ string: some Sequence<UInt8>) {
        bytes.append(contentsOf: string)
        starts.append(bytes.count)
    }
}
