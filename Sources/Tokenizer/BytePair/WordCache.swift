/// Remembers the tokens of words seen before, within a fixed amount of memory.
///
/// Text repeats its words, so most words are looked up instead of merged. A full cache is emptied: simpler than
/// ageing, and the common words are back after a page of text. It begins small, for a chat has few words.
struct WordCache: Sendable {
    /// The longest word that is remembered, in bytes.
    static let longestWord = 48
    private static let mostWords = 1 << 15
    private static let fewestWords = 1 << 10

    private var capacity = fewestWords
    private var table = ByteStringTable(capacity: fewestWords)
    private var spans: [(start: Int, count: Int)] = []
    private var tokens: [Int32] = []

    /// Appends the tokens of a word when it is known.
    func append(_ word: ArraySlice<UInt8>, to ids: inout [Int]) -> Bool {
        guard let index = table.value(of: word) else { return false }
        let span = spans[Int(index)]
        for token in tokens[span.start..<span.start + span.count] { ids.append(Int(token)) }
        return true
    }

    /// Remembers the tokens of a word.
    mutating func insert(_ word: ArraySlice<UInt8>, tokens added: ArraySlice<Int>) {
        if table.count >= capacity {
            if capacity < Self.mostWords {
                capacity = min(capacity * 4, Self.mostWords)
                table = ByteStringTable(capacity: capacity)
            } else {
                table.removeAll()
            }
            spans.removeAll(keepingCapacity: true)
            tokens.removeAll(keepingCapacity: true)
        }
        table.insert(word, value: Int32(spans.count))
        spans.append((tokens.count, added.count))
        for token in added { tokens.append(Int32(token)) }
    }
}
