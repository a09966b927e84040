/// Byte-pair encoding with an explicit list of merges: over bytes, or over characters as SentencePiece has it.
struct BytePairModel: Sendable {
    /// The merges.
    var merges: MergeTable
    /// Whether a word that is a token is taken as it is, merges or not.
    var takesWholeWords = false
    /// The token for what the vocabulary does not hold; nil when that is left out.
    var unknown: Int32?
    /// Whether neighbouring unknown characters make one unknown token.
    var fusesUnknown = false
    /// Whether a character that is no token is written as bytes, when all of those are tokens.
    var fallsBackToBytes = false

    /// Appends the tokens of a word.
    func append(
        _ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ merger: inout BytePairMerger,
        to ids: inout [Int]
    ) {
        if takesWholeWords, let id = vocabulary.id(of: word) {
            ids.append(Int(id))
        } else if vocabulary.isByteLevel, unknown == nil {
            merger.append(word, byteTokens: vocabulary.byteTokens, merges: merges, to: &ids)
        } else {
            merger.append(merging: symbols(of: word, vocabulary), merges: merges, to: &ids)
        }
    }

    /// Returns the tokens that merging begins with.
    private func symbols(of word: ArraySlice<UInt8>, _ vocabulary: Vocabulary) -> [Int32] {
        var symbols: [Int32] = []
        symbols.reserveCapacity(word.count)
        var isUnknown = false
        var index = word.startIndex
        while index < word.endIndex {
            let length = vocabulary.isByteLevel ? 1 : UTF8Text.length(word[index])
            let character = word[index..<min(index + length, word.endIndex)]
            index = character.endIndex
            if let id = vocabulary.id(of: character) {
                isUnknown = false
                symbols.append(id)
                continue
            }
            if fallsBackToBytes, character.allSatisfy({ vocabulary.byteTokens[Int($0)] >= 0 }) {
                isUnknown = false
                symbols.append(contentsOf: character.map { vocabulary.byteTokens[Int($0)] })
                continue
            }
            guard let unknown else { continue }
            if !isUnknown || !fusesUnknown { symbols.append(unknown) }
            isUnknown = true
        }
        return symbols
    }
}
