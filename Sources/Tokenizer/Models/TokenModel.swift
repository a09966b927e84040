/// How words become tokens.
enum TokenModel: Sendable {
    /// Byte-pair encoding with a list of merges.
    case bytePair(BytePairModel)
    /// SentencePiece's byte-pair encoding by scores.
    case pieces(PieceModel)
    /// SentencePiece's unigram model.
    case unigram(UnigramModel)
    /// BERT's WordPiece.
    case wordPiece(WordPieceModel)

    /// Room to work in, kept from word to word.
    struct Workspace {
        var bytePairs = BytePairMerger()
        var pieces = PieceMerger()
    }

    /// Appends the tokens of a word.
    @inline(__always)
    func append(
        _ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ workspace: inout Workspace, to ids: inout [Int]
    ) {
        switch self {
        case .bytePair(let model): model.append(word, vocabulary, &workspace.bytePairs, to: &ids)
        case .pieces(let model): workspace.pieces.append(word, vocabulary, model, to: &ids)
        case .unigram(let model): model.append(word, vocabulary, to: &ids)
        case .wordPiece(let model): model.append(word, vocabulary, to: &ids)
        }
    }
}
