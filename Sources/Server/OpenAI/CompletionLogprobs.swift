import Workstation

/// Log-probabilities in the shape of completions: four lists of equal length.
struct CompletionLogprobs: Encodable, Sendable {
    private(set) var tokens: [String] = []
    private(set) var token_logprobs: [Float?] = []
    private(set) var top_logprobs: [[String: Float]?] = []
    /// Where each token begins in the text, in Unicode scalars, as Python counts.
    private(set) var text_offset: [Int] = []
    private var offset: Int

    private enum CodingKeys: String, CodingKey { case tokens, token_logprobs, top_logprobs, text_offset }

    /// No tokens yet; the first begins at the offset.
    init(offset: Int = 0) { self.offset = offset }

    /// Adds a token.
    mutating func append(_ token: GeneratedToken) {
        tokens.append(token.piece)
        token_logprobs.append(token.logProbability)
        text_offset.append(offset)
        offset += token.piece.unicodeScalars.count
        guard let logProbability = token.logProbability else { return top_logprobs.append(nil) }
        var top = [token.piece: logProbability]
        for alternative in token.alternatives {
            // Two tokens may have one text (parts of characters): the likelier one comes first and stays.
            top.merge([alternative.text: alternative.logProbability]) { first, second in max(first, second) }
        }
        top_logprobs.append(top)
    }
}
