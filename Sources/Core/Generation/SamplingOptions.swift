/// How the next token is chosen, and when to stop.
package struct SamplingOptions: Codable, Sendable, Hashable {
    /// Divides the logits; 0 is greedy.
    package var temperature: Float = 0.7
    /// Keeps the k most likely tokens; 0 keeps all.
    package var topK = 0
    /// Keeps the smallest set of tokens with at least this probability; 1 keeps all.
    package var topP: Float = 0.95
    /// Drops tokens less likely than this share of the likeliest; 0 drops none.
    package var minP: Float = 0
    /// Divides (or multiplies, when negative) the logits of tokens seen lately; 1 changes nothing.
    package var repetitionPenalty: Float = 1
    /// How many of the latest tokens ``repetitionPenalty`` looks at.
    package var repetitionWindow = 64
    /// The most tokens to make; nil is up to the context length.
    package var maximumTokens: Int?
    /// Texts that end the answer; they are not part of it.
    package var stopSequences: [String] = []
    /// Makes the choice repeatable: same seed, prompt and model, same tokens; nil draws a fresh one.
    package var seed: UInt64?

    /// Makes the default options.
    package init() {}

    /// Options for a chat: an answer ends, even where a small model would go on in circles.
    package static var chat: SamplingOptions {
        var options = SamplingOptions()
        options.maximumTokens = 512
        return options
    }

    /// Options that always choose the likeliest token.
    package static var greedy: SamplingOptions {
        var options = SamplingOptions()
        options.temperature = 0
        options.topP = 1
        return options
    }
}
