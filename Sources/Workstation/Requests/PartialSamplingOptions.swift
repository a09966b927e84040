package import Core

/// The sampling options that a caller chose; the rest are the defaults.
package struct PartialSamplingOptions: Codable, Sendable, Hashable {
    /// Divides the logits; 0 is greedy.
    package var temperature: Float?
    /// Keeps the k most likely tokens; 0 keeps all.
    package var topK: Int?
    /// Keeps the smallest set of tokens with at least this probability.
    package var topP: Float?
    /// Drops tokens less likely than this share of the likeliest.
    package var minP: Float?
    /// Divides the logits of tokens seen lately.
    package var repetitionPenalty: Float?
    /// The most tokens to make.
    package var maximumTokens: Int?
    /// Texts that end the answer.
    package var stopSequences: [String]?
    /// Same seed, same answer.
    package var seed: UInt64?

    /// Makes options of which none is chosen.
    package init() {}

    /// The options with every open one at its default, a chat's when nothing else is said.
    package func resolved(_ defaults: SamplingOptions = .chat) -> SamplingOptions {
        var options = defaults
        if let temperature { options.temperature = temperature }
        if let topK { options.topK = topK }
        if let topP { options.topP = topP }
        if let minP { options.minP = minP }
        if let repetitionPenalty { options.repetitionPenalty = repetitionPenalty }
        if let maximumTokens { options.maximumTokens = maximumTokens }
        if let stopSequences { options.stopSequences = stopSequences }
        if let seed { options.seed = seed }
        return options
    }
}
