/// Remembers the tokens of words seen before, within a fixed amount of memory.
///
/// Text repeats its words, so most words are looked up instead of merged. A full cache is emptied: simpler than
/// ageing, and the common words are back after a page of text.
struct WordCache: Sendable {
    /// The longest word that is remembered, in bytes.
    static let longestWord = 48
    private static let mostWords = 1 << 15

    private var table = ByteStringTable(capacity: mostWords)
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
        if table.count >= Self.mostWords {
            table.removeAll()
            spans.removeAll(keepingCapacity: true)
            tokens.removeAll(keepingCapacity: true)
        }
        table.insert(word, value: Int32(spans.count))
        spans.append((tokens.count, added.count))
        for token in added { tokens.append(Int32(token)) }
    }
}
