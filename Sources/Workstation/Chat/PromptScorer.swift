internal import Core
internal import Engine
internal import Tensor
internal import Tokenizer

/// Scores a text by a model: the log-probability of each token after those before it.
struct PromptScorer: Sendable {
    let base: LoadedModel
    let mix: AdapterMix
    let budget: CacheBudget

    /// Starts to score tokens; the first has no log-probability, as nothing stands before it.
    ///
    /// - Returns: What scores the next piece; it gives nil until the last, and then all scores.
    func begin(_ tokens: [Int], alternatives: Int) throws -> () throws -> [GeneratedToken]? {
        let session = try DecodingSession(model: base.model, mix: mix, capacity: tokens.count, budget: budget)
        let scoring = try TextScoring(of: tokens, by: session, alternatives: alternatives)
        return {
            try scoring.step()
            return scoring.isComplete ? described(tokens, scoring.scores) : nil
        }
    }

    private func described(_ tokens: [Int], _ scores: [TokenScore?]) -> [GeneratedToken] {
        var decoder = StreamDecoder(tokenizer: base.tokenizer, includingSpecial: true)
        return tokens.indices.map { index in
            GeneratedToken(
                id: tokens[index], text: decoder.append(tokens[index]),
                piece: base.tokenizer.piece(of: tokens[index], includingSpecial: true),
                logProbability: scores[index]?.logProbability,
                alternatives: (scores[index]?.alternatives ?? []).map {
                    .init(
                        id: $0.token, text: base.tokenizer.piece(of: $0.token, includingSpecial: true),
                        logProbability: $0.logProbability)
                })
        }
    }
}
