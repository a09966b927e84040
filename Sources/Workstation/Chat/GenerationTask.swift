internal import Core
internal import Engine
internal import Tokenizer

/// One answer: prompt in, tokens out, until the model or the caller ends it.
struct GenerationTask: Sendable {
    private let base: LoadedModel
    private let mix: AdapterMix
    private let prompt: [Int]
    private let request: GenerationRequest
    private let limit: Int

    /// Checks a request against the model before anything is computed.
    ///
    /// - Throws: ``WorkstationError`` for an empty or too long prompt, a foreign token or an option out of range.
    init(base: LoadedModel, mix: AdapterMix, prompt: [Int], request: GenerationRequest) throws {
        try Self.check(prompt: prompt, base)
        try SamplingRules.check(request.options)
        let room = base.model.configuration.contextLength - prompt.count
        self.base = base
        self.mix = mix
        self.prompt = prompt
        self.request = request
        limit = min(request.options.maximumTokens ?? room, room)
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

    /// Computes the answer.
    ///
    /// - Parameters:
    ///   - isCancelled: Looked at before every token.
    ///   - report: Takes each event in order.
    /// - Throws: What the work below it throws.
    func run(isCancelled: () -> Bool, report: (GenerationEvent) -> Void) throws {
        let clock = ContinuousClock()
        let start = clock.now
        var decoder = StreamDecoder(tokenizer: base.tokenizer)
        var stops = StopMatcher(request.options.stopSequences)
        var made = 0
        var tail = ""
        var reason = FinishReason.length
        if limit > 0, !isCancelled() {
            let session = try DecodingSession(model: base.model, mix: mix, capacity: prompt.count + limit)
            var sampler = Sampler(request.options)
            var history = prompt
            var logits = try session.prefill(prompt)
            while true {
                if isCancelled() {
                    reason = .cancelled
                    break
                }
                let choice = try sampler.next(logits, history: history)
                made += 1
                if base.tokenizer.stopTokens.contains(choice.token) {
                    reason = .stop
                    break
                }
                history.append(choice.token)
                let shown = stops.append(decoder.append(choice.token))
                report(.token(token(choice.token, shown.text, choice.logProbability, logits)))
                if shown.isStopped {
                    reason = .stop
                    break
                }
                if made == limit { break }
                logits = try session.decode(choice.token)
            }
        } else if isCancelled() {
            reason = .cancelled
        }
        if reason != .stop || request.options.stopSequences.isEmpty || made == 0 {
            tail = stops.append(decoder.finish()).text + stops.finish()
        } else {
            tail = stops.finish()
        }
        report(
            .finished(
                GenerationSummary(
                    text: tail, finishReason: reason, promptTokens: prompt.count, completionTokens: made,
                    seconds: start.duration(to: clock.now) / .seconds(1))))
    }

    private func token(_ id: Int, _ text: String, _ logProbability: Float, _ logits: [Float])
        -> GeneratedToken
    {
        GeneratedToken(
            id: id, text: text, piece: base.tokenizer.piece(of: id), logProbability: logProbability,
            alternatives: LogProbabilities.top(request.alternatives, of: logits).map {
                .init(id: $0.id, text: base.tokenizer.piece(of: $0.id), logProbability: $0.logProbability)
            })
    }
}
