internal import Core
internal import Engine
internal import Tokenizer

/// One answer on its way: chooses tokens, turns them into text, and knows when to stop.
final class GenerationAnswer: BatchHandler {
    private let task: GenerationTask
    private let isStopped: @Sendable () -> Bool
    private let report: @Sendable (GenerationEvent) -> Void
    private let fail: @Sendable (any Error) -> Void
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var decoder: StreamDecoder
    private var stops: StopMatcher
    private var sampler: Sampler
    private var guide: ShapeGuide?
    private var history: [Int]
    private var made = 0
    private var isComplete = false

    /// Begins an answer.
    ///
    /// - Parameters:
    ///   - task: The request.
    ///   - isCancelled: Looked at before every step.
    ///   - report: Takes each event in order, the summary last.
    ///   - fail: Takes the error in place of the summary.
    init(
        _ task: GenerationTask, isCancelled: @escaping @Sendable () -> Bool,
        report: @escaping @Sendable (GenerationEvent) -> Void, fail: @escaping @Sendable (any Error) -> Void
    ) {
        self.task = task
        isStopped = isCancelled
        self.report = report
        self.fail = fail
        start = clock.now
        decoder = StreamDecoder(tokenizer: task.base.tokenizer)
        stops = StopMatcher(task.request.options.stopSequences)
        sampler = Sampler(task.request.options)
        history = task.prompt
        guide = task.guide
    }

    var isCancelled: Bool { isStopped() }

    func choose(_ logits: [Float]) throws(EngineError) -> Int? {
        if let token = try shaped(logits) { return guide?.isComplete == true ? nil : token }
        let choice = try sampler.next(logits, history: history)
        made += 1
        if task.base.tokenizer.stopTokens.contains(choice.token) {
            isComplete = true
            return nil
        }
        history.append(choice.token)
        let shown = stops.append(decoder.append(choice.token))
        report(.token(token(choice, shown.text, logits)))
        isComplete = shown.isStopped
        return shown.isStopped ? nil : choice.token
    }

    /// The next token of an answer with a shape; nil without one.
    private func shaped(_ logits: [Float]) throws(EngineError) -> Int? {
        guard let choice = try guide?.next(logits, sampler: &sampler, history: history) else { return nil }
        made += 1
        history.append(choice.token)
        report(.token(token(choice, decoder.append(choice.token), logits)))
        return choice.token
    }

    func finish(_ outcome: BatchOutcome) {
        let reason: FinishReason
        switch outcome {
        case .failed(let error):
            fail(error)
            return
        case .ended: reason = guide?.isCut == true ? .length : .stop
        case .limit: reason = .length
        case .cancelled: reason = .cancelled
        }
        // After a stop sequence nothing more is shown; otherwise what was held back is.
        let isCut = isComplete && !task.request.options.stopSequences.isEmpty && made > 0
        let tail = isCut ? stops.finish() : stops.append(decoder.finish()).text + stops.finish()
        report(
            .finished(
                GenerationSummary(
                    text: tail, finishReason: reason, promptTokens: task.prompt.count, completionTokens: made,
                    seconds: start.duration(to: clock.now) / .seconds(1))))
    }

    private func token(_ choice: SampledToken, _ text: String, _ logits: [Float]) -> GeneratedToken {
        let tokenizer = task.base.tokenizer
        return GeneratedToken(
            id: choice.token, text: text, piece: tokenizer.piece(of: choice.token),
            logProbability: choice.logProbability,
            alternatives: LogProbabilities.top(task.request.alternatives, of: logits).map {
                .init(id: $0.id, text: tokenizer.piece(of: $0.id), logProbability: $0.logProbability)
            })
    }
}
