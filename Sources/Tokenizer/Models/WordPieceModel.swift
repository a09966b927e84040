/// BERT's WordPiece: from the left, always the longest token that fits.
struct WordPieceModel: Sendable {
    /// Words of more characters are unknown, unless the model says otherwise.
    static let longestWord = 100
    /// No model may call longer words known, because the time for a word grows with its square.
    static let longestPossibleWord = 1000

    /// Longest sign in front of tokens inside a word, in bytes.
    static let longestContinuation = 16

    /// What tokens inside a word begin with, such as `##`.
    var continuation: [UInt8]
    /// Words of more characters are unknown.
    var longestWord = Self.longestWord
    /// The token for words that cannot be written.
    var unknown: Int32
    /// Length of the longest token in bytes.
    var longestToken: Int

    /// Appends the tokens of a word.
    func append(_ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, to ids: inout [Int]) {
        let characters = word.count { $0 & 0xC0 != 0x80 }
        guard characters <= longestWord else { return ids.append(Int(unknown)) }
        let first = ids.count
        var start = word.startIndex
        while start < word.endIndex {
            guard let (id, end) = longest(word[start...], vocabulary, isFirst: start == word.startIndex)
            else {
                ids.removeSubrange(first...)
                return ids.append(Int(unknown))
            }
            ids.append(Int(id))
            start = end
        }
    }

    private func longest(
        _ rest: ArraySlice<UInt8>, _ vocabulary: Vocabulary, isFirst: Bool
    ) -> (id: Int32, end: Int)? {
        let text = (isFirst ? [] : continuation) + rest
        let least = text.count - rest.count
        var count = min(text.count, longestToken)
        while count > least, count < text.count, text[count] & 0xC0 == 0x80 { count -= 1 }
        while count > least {
            if let id = vocabulary.id(of: text[..<count]) { return (id, rest.startIndex + count - least) }
            repeat { count -= 1 } while count > least && text[count] & 0xC0 == 0x80
        }
        return nil
    }
}
