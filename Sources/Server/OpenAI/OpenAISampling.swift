import Core

/// The fields about sampling that chat and completions share, with OpenAI's names and defaults.
///
/// Fields that would change the answer and cannot be honoured are refused, never ignored.
struct OpenAISampling: Decodable, Sendable {
    var temperature: Float?
    var top_p: Float?
    var top_k: Int?
    var min_p: Float?
    var repetition_penalty: Float?
    var seed: Int?
    var stop: StopSequences?
    var n: Int?
    var best_of: Int?
    var presence_penalty: Float?
    var frequency_penalty: Float?
    var logit_bias: [String: Float]?

    /// The options these fields stand for.
    ///
    /// - Parameter maximumTokens: The most tokens to make; nil is up to the context length.
    /// - Throws: ``ServerError`` for a field that cannot be honoured.
    func options(maximumTokens: Int?) throws -> SamplingOptions {
        try refuse(n ?? 1 != 1, "n", "ask once for each answer")
        try refuse(best_of ?? 1 != 1, "best_of", "leave it out")
        try refuse(presence_penalty ?? 0 != 0, "presence_penalty", "use repetition_penalty")
        try refuse(frequency_penalty ?? 0 != 0, "frequency_penalty", "use repetition_penalty")
        try refuse(!(logit_bias ?? [:]).isEmpty, "logit_bias", "leave it out")
        try refuse(
            (stop?.texts.count ?? 0) > StopSequences.maximumCount, "stop",
            "give at most \(StopSequences.maximumCount) texts")
        var options = SamplingOptions()
        options.temperature = temperature ?? 1
        options.topP = top_p ?? 1
        options.topK = top_k ?? 0
        options.minP = min_p ?? 0
        options.repetitionPenalty = repetition_penalty ?? 1
        options.maximumTokens = maximumTokens
        options.stopSequences = stop?.texts.filter { !$0.isEmpty } ?? []
        options.seed = seed.map { UInt64(bitPattern: Int64($0)) }
        return options
    }

    private func refuse(_ isWrong: Bool, _ field: String, _ remedy: String) throws {
        guard isWrong else { return }
        throw ServerError(
            .invalidInput, "unsupported_parameter", "The field \"\(field)\" cannot have this value; \(remedy).")
    }
}
