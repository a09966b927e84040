package import Tensor

/// One conversation with a model: its cache, its position and the adapters over the base.
///
/// A session belongs to one thread at a time. Tokens give the same results whether they are prefilled at once or
/// decoded one by one, up to rounding. With an empty mix the base runs exactly as if adapters did not exist.
package final class DecodingSession {
    /// The most tokens that the session can hold.
    package let capacity: Int

    let decoder: DecoderPass
    private let sequence: CachedSequence
    /// Logits after the last token, `[1, V]`; they are valid when ``hasLogits`` is true.
    let lastLogits: Matrix
    private(set) var hasLogits = false

    /// Tokens of a prompt that are computed at once: enough to spread the cost of expanding the weights.
    private static let chunk = 512

    /// Starts a conversation.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - mix: Adapters that fit the model.
    ///   - capacity: The most tokens; the model's context length when nil. Memory is taken as tokens arrive.
    ///   - budget: Where its pages come from.
    /// - Throws: ``EngineError`` when an adapter does not fit the model.
    package init(
        model: LanguageModel, mix: AdapterMix = .base, capacity: Int? = nil,
        budget: CacheBudget = CacheBudget()
    ) throws(EngineError) {
        let limit = model.configuration.contextLength
        self.capacity = max(1, min(capacity ?? limit, limit))
        decoder = DecoderPass(model: model)
        sequence = try CachedSequence(model: model, mix: mix, reach: self.capacity, budget: budget)
        lastLogits = Matrix(rows: 1, columns: model.configuration.vocabulary)
    }

    /// The model.
    package var model: LanguageModel { decoder.model }

    /// The adapters over it.
    package var mix: AdapterMix { sequence.mix }

    /// Tokens that the session holds.
    package var position: Int { sequence.position }

    /// Logits after the last token; nil before the first and after ``truncate(to:)``.
    package var logits: [Float]? { hasLogits ? lastLogits.elements : nil }

    /// Takes in a prompt.
    ///
    /// - Parameters:
    ///   - tokens: At least one token id.
    ///   - isCancelled: Asked between pieces of a long prompt.
    /// - Returns: The logits after its last token.
    /// - Throws: ``EngineError`` when an id is unknown, the tokens do not fit, or the work was cancelled; the
    ///   position is then as before.
    @discardableResult
    package func prefill(
        _ tokens: [Int], isCancelled: () -> Bool = { false }
    ) throws(EngineError) -> [Float] {
        try check(tokens)
        let start = position
        for first in stride(from: 0, to: tokens.count, by: Self.chunk) {
            if isCancelled() {
                truncate(to: start)
                throw .cancelled
            }
            let piece = Array(tokens[first..<min(tokens.count, first + Self.chunk)])
            let buffers = try run(piece, .prefill, else: start)
            if first + piece.count == tokens.count { finish(buffers) }
        }
        return lastLogits.elements
    }

    /// Takes in one token.
    ///
    /// - Parameter token: A token id.
    /// - Returns: The logits after it.
    /// - Throws: ``EngineError`` when the id is unknown or the token does not fit.
    @discardableResult
    package func decode(_ token: Int) throws(EngineError) -> [Float] {
        try check([token])
        finish(try run([token], .decoding, else: position))
        return lastLogits.elements
    }

    /// Takes in a text and tells how likely each of its tokens was.
    ///
    /// - Parameters:
    ///   - tokens: At least one token id.
    ///   - alternatives: How many of the likeliest tokens to name at each position.
    ///   - isCancelled: Asked between pieces of a long text.
    /// - Returns: One score a token; the first is nil when nothing came before it.
    /// - Throws: ``EngineError`` when an id is unknown, the tokens do not fit, or the work was cancelled; the
    ///   position is then as before.
    package func score(
        _ tokens: [Int], alternatives: Int = 0, isCancelled: () -> Bool = { false }
    ) throws(EngineError) -> [TokenScore?] {
        let start = position
        let scoring = try TextScoring(of: tokens, by: self, alternatives: alternatives, piece: Self.chunk)
        while !scoring.isComplete {
            if isCancelled() {
                truncate(to: start)
                throw .cancelled
            }
            try scoring.step()
        }
        return scoring.scores
    }

    /// Log-probabilities of a text's tokens; the first is nil when nothing came before it.
    ///
    /// - Throws: ``EngineError`` when an id is unknown or the tokens do not fit.
    package func logProbabilities(of tokens: [Int]) throws(EngineError) -> [Float?] {
        try score(tokens).map { $0?.logProbability }
    }

    /// Forgets everything after the first `count` tokens.
    package func truncate(to count: Int) {
        precondition(count >= 0 && count <= position, "The session holds \(position) tokens, not \(count).")
        sequence.truncate(to: count)
        hasLogits = false
    }

    // MARK: - One pass

    func check(_ tokens: [Int]) throws(EngineError) {
        let vocabulary = model.configuration.vocabulary
        guard !tokens.isEmpty else { throw .emptyPrompt }
        for token in tokens where token < 0 || token >= vocabulary {
            throw .badToken(token, vocabulary: vocabulary)
        }
        guard tokens.count <= capacity - position else {
            throw .contextFull(position: position, adding: tokens.count, capacity: capacity)
        }
    }

    /// Takes the memory that so many more tokens need.
    func reserve(adding count: Int) throws(EngineError) {
        guard sequence.reserve(adding: count) else {
            let pages = CacheLayout.pages(for: position + count)
            throw .cacheFull(
                needed: pages * model.cacheLayout.pageBytes, ceiling: sequence.table.budget.bytes)
        }
    }

    /// Runs all layers over new tokens; afterwards the stream holds the output of the last layer.
    func run(_ tokens: [Int], _ path: LinearPath, else start: Int) throws(EngineError)
        -> DecoderBuffers
    {
        do {
            try reserve(adding: tokens.count)
        } catch {
            truncate(to: start)
            throw error
        }
        return decoder.run(
            [DecoderPass.Part(sequence: sequence, tokens: tokens)], path: path)
    }

    /// Computes the logits of the last row.
    func finish(_ buffers: DecoderBuffers) {
        buffers.lastRow.copyRows(from: buffers.stream, buffers.tokens - 1..<buffers.tokens)
        decoder.logits(of: buffers.lastRow, normed: buffers.lastNormed, into: lastLogits, path: .decoding)
        hasLogits = true
    }
}
