import Core

/// The fields about sampling that chat and completions share, with OpenAI's names and defaults.
///
/// Fields that would change the answer and cannot be honoured are refused, never ignored.
struct OpenAISampling: Decodable, Sendable {
    var temperature: Float?
    var topP: Float?
    var topK: Int?
    var minP: Float?
    var repetitionPenalty: Float?
    var seed: Int?
    var stop: StopSequences?
    var n: Int?
    var bestOf: Int?
    var presencePenalty: Float?
    var frequencyPenalty: Float?
    var logitBias: [String: Float]?

    /// The options these fields stand for.
    ///
    /// - Parameter maximumTokens: The most tokens to make; nil is up to the context length.
    /// - Returns: The options, with OpenAI's defaults for what was left out.
    /// - Throws: ``ServerError`` for a field that cannot be honoured.
    func options(maximumTokens: Int?) throws -> SamplingOptions {
        try refuse(n ?? 1 != 1, "n", "ask once for each answer")
        try refuse(bestOf ?? 1 != 1, "best_of", "leave it out")
        try refuse(presencePenalty ?? 0 != 0, "presence_penalty", "use repetition_penalty")
        try refuse(frequencyPenalty ?? 0 != 0, "frequency_penalty", "use repetition_penalty")
        try refuse(!(logitBias ?? [:]).isEmpty, "logit_bias", "leave it out")
        try refuse(
            (stop?.texts.count ?? 0) > StopSequences.maximumCount, "stop",
            "give at most \(StopSequences.maximumCount) texts")
        var options = SamplingOptions()
        options.temperature = temperature ?? 1
        options.topP = topP ?? 1
        options.topK = topK ?? 0
        options.minP = minP ?? 0
        options.repetitionPenalty = repetitionPenalty ?? 1
        options.maximumTokens = maximumTokens
        options.stopSequences = stop?.texts.filter { !$0.isEmpty } ?? []
        options.seed = seed.map { UInt64(bitPattern: Int64($0)) }
        return options
    }

    private func refuse(_ isWrong: Bool, _ field: String, _ remedy: String) throws {
        guard isWrong else { return }
        throw ServerError(
            .invalidInput, "unsupported_parameter",
            "The field \"\(field)\" cannot have this value; \(remedy).")
    }
}
