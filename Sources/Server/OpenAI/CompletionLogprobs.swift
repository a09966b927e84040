import Workstation

/// Log-probabilities in the shape of completions: four lists of equal length.
struct CompletionLogprobs: Encodable, Sendable {
    private(set) var tokens: [String] = []
    private(set) var tokenLogprobs: [Float?] = []
    private(set) var topLogprobs: [[String: Float]?] = []
    /// Where each token begins in the text, in Unicode scalars, as Python counts.
    private(set) var textOffset: [Int] = []
    private var offset: Int

    private enum CodingKeys: String, CodingKey { case tokens, tokenLogprobs, topLogprobs, textOffset }

    /// No tokens yet; the first begins at the offset.
    init(offset: Int = 0) { self.offset = offset }

    /// Adds a token.
    mutating func append(_ token: GeneratedToken) {
        tokens.append(token.piece)
        tokenLogprobs.append(token.logProbability)
        textOffset.append(offset)
        offset += token.piece.unicodeScalars.count
        guard let logProbability = token.logProbability else { return topLogprobs.append(nil) }
        var top = [token.piece: logProbability]
        for alternative in token.alternatives {
            // Two tokens may have one text (parts of characters): the likelier one comes first and stays.
            top.merge([alternative.text: alternative.logProbability]) { first, second in max(first, second) }
        }
        topLogprobs.append(top)
    }
}
