internal import Core
internal import Engine
internal import Tokenizer

/// One answer as it was asked for, checked against the model.
struct GenerationTask: Sendable {
    let base: LoadedModel
    private let mix: AdapterMix
    let prompt: [Int]
    let request: GenerationRequest
    private let limit: Int
    /// Holds the answer to its shape; nil leaves the model free.
    let guide: ShapeGuide?

    /// Checks a request against the model before anything is computed.
    ///
    /// - Parameters:
    ///   - base: The model.
    ///   - mix: The adapters.
    ///   - prompt: Token ids of the prompt.
    ///   - request: The request.
    ///   - mostPositions: Tokens that the whole cache can hold.
    /// - Throws: ``WorkstationError`` for an empty or too long prompt, a foreign token, an option out of range, or a shape
    ///   that does not fit the limit.
    init(
        base: LoadedModel, mix: AdapterMix, prompt: [Int], request: GenerationRequest,
        mostPositions: Int = .max
    ) throws {
        try Self.check(prompt: prompt, base)
        try SamplingRules.check(request.options)
        let room = base.model.configuration.contextLength - prompt.count
        self.base = base
        self.mix = mix
        self.prompt = prompt
        self.request = request
        let limit = min(request.options.maximumTokens ?? room, room)
        self.limit = limit
        guide = try request.shape.map { shape in
            guard request.options.stopSequences.isEmpty else {
                throw WorkstationError.invalid(
                    "invalid_option", "An answer with a shape ends by itself; leave stopSequences out.")
            }
            let tokenizer = base.tokenizer
            return try ShapeGuide(
                JSONGrammar(shape), trie: base.tokenTrie(), limit: min(limit, mostPositions - prompt.count),
                bytesOf: { tokenizer.answerBytes(of: $0) })
        }
    }

    /// Refuses a prompt that the model cannot take.
    static func check(prompt: [Int], _ base: LoadedModel) throws {
        let context = base.model.configuration.contextLength
        guard !prompt.isEmpty else {
            throw WorkstationError.invalid("empty_prompt", "The prompt is empty; give at least one token.")
        }
        guard prompt.count < context else {
            throw WorkstationError(
                .tooLarge, "prompt_too_long",
                "The prompt has \(prompt.count) tokens and the model \(base.name) takes \(context) in all; shorten it."
            )
        }
        guard prompt.allSatisfy({ (0..<base.model.configuration.vocabulary).contains($0) }) else {
            throw WorkstationError.invalid(
                "unknown_token",
                "The prompt has a token id outside the vocabulary of \(base.model.configuration.vocabulary).")
        }
    }

    /// The request to the scheduler, made on the thread that runs it.
    func batchRequest(
        isCancelled: @escaping @Sendable () -> Bool, report: @escaping @Sendable (GenerationEvent) -> Void,
        fail: @escaping @Sendable (any Error) -> Void
    ) -> BatchRequest {
        BatchRequest(
            prompt: prompt, mix: mix, limit: limit,
            handler: GenerationAnswer(self, isCancelled: isCancelled, report: report, fail: fail))
    }
}
