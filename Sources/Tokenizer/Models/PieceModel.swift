/// What SentencePiece's byte-pair encoding knows beside the vocabulary: how good each token is.
struct PieceModel: Sendable {
    /// The rank of each token: the higher its score, the lower.
    let ranks: [UInt32]
    /// Length of the longest token in bytes.
    let longest: Int
    /// The token for what can be written neither as tokens nor as bytes.
    let unknown: Int32?

    /// Takes the scores.
    ///
    /// - Precondition: As many scores as tokens, all finite.
    init(scores: [Float], vocabulary: Vocabulary, unknown: Int32?) {
        ranks = scores.map(Self.rank)
        longest = (0..<vocabulary.count).reduce(0) { max($0, vocabulary.bytes(of: $1).count) }
        self.unknown = unknown
    }

    /// Appends what stands for a character that is no token.
    func appendUnknown(_ character: ArraySlice<UInt8>, _ vocabulary: Vocabulary, to ids: inout [Int]) {
        if character.allSatisfy({ vocabulary.byteTokens[Int($0)] >= 0 }) {
            for byte in character { ids.append(Int(vocabulary.byteTokens[Int(byte)])) }
        } else if let unknown {
            ids.append(Int(unknown))
        }
    }

    /// Maps scores to numbers in the opposite order.
    private static func rank(_ score: Float) -> UInt32 {
        // Both zeros are one score.
        let bits = (score + 0).bitPattern
        let ascending = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return ~ascending
    }
}
