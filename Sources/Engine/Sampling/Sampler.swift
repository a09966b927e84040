package import Core
internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

/// Chooses tokens from logits by the options of a request.
///
/// In order: repetition penalty, temperature, the k likeliest, the smallest set with the wanted probability, the
/// floor relative to the likeliest, and a draw. Same seed, same logits: same tokens.
package struct Sampler: Sendable {
    /// How tokens are chosen.
    package let options: SamplingOptions
    /// The seed in use, drawn when the options name none.
    package let seed: UInt64
    private var generator: SeededGenerator

    /// Candidates that are looked at first when the wanted set may be small.
    private static let firstCandidates = 64

    /// Makes a sampler.
    package init(_ options: SamplingOptions) {
        self.options = options
        seed = options.seed ?? UInt64.random(in: 0...UInt64.max)
        generator = SeededGenerator(seed: seed)
    }

    /// Chooses the next token.
    ///
    /// - Parameters:
    ///   - logits: One number a token.
    ///   - history: Tokens so far, prompt included, for the repetition penalty.
    /// - Returns: The token and its log-probability.
    /// - Throws: ``EngineError`` when no logit is a number.
    package mutating func next(_ logits: [Float], history: [Int]) throws(EngineError) -> SampledToken {
        try next(logits.span, history: history)
    }

    /// Chooses the next token from logits that lie elsewhere.
    ///
    /// - Parameters:
    ///   - logits: One number a token.
    ///   - history: Tokens so far, prompt included, for the repetition penalty.
    /// - Returns: The token and its log-probability.
    /// - Throws: ``EngineError`` when no logit is a number.
    package mutating func next(_ logits: Span<Float>, history: [Int]) throws(EngineError) -> SampledToken {
        let maxima = LogitBlocks.maxima(of: logits)
        let largest = try Self.largest(maxima)
        let weights = LogitBlocks.weights(of: logits, largest: largest, temperature: 1)
        let token: Int
        if let penalized = penalize(logits, history) {
            let row = penalized.span
            let maxima = LogitBlocks.maxima(of: row)
            token = choose(row, maxima, largest: try Self.largest(maxima), weights: nil)
        } else {
            token = choose(logits, maxima, largest: largest, weights: weights)
        }
        return SampledToken(
            token: token, logProbability: Float(Double(logits[token] - largest) - log(weights.reduce(0, +))))
    }

    /// The log-probability of a token under logits.
    package static func logProbability(of token: Int, in logits: [Float]) -> Float {
        logProbability(of: token, in: logits.span)
    }

    /// The log-probability of a token under logits that lie elsewhere.
    package static func logProbability(of token: Int, in logits: Span<Float>) -> Float {
        let largest = LogitBlocks.maxima(of: logits).max() ?? 0
        let total = LogitBlocks.weights(of: logits, largest: largest, temperature: 1).reduce(0, +)
        return Float(Double(logits[token] - largest) - log(total))
    }

    private static func largest(_ maxima: [Float]) throws(EngineError) -> Float {
        guard let largest = maxima.max(), largest.isFinite else { throw .notANumber }
        return largest
    }

    /// Divides positive and multiplies negative logits of recent tokens; nil when nothing changes.
    private func penalize(_ logits: Span<Float>, _ history: [Int]) -> [Float]? {
        let penalty = options.repetitionPenalty
        guard penalty != 1, penalty > 0 else { return nil }
        let recent = Set(history.suffix(max(0, options.repetitionWindow))).filter(logits.indices.contains)
        guard !recent.isEmpty else { return nil }
        var result = logits.indices.map { logits[$0] }
        for token in recent {
            result[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty
        }
        return result
    }

    // MARK: - One choice

    /// Chooses among logits with a finite largest one; `weights` are those of temperature 1 where they are known.
    private mutating func choose(
        _ logits: Span<Float>, _ maxima: [Float], largest: Float, weights: [Double]?
    ) -> Int {
        let temperature = options.temperature
        let likeliest = TopTokens.first(maxima, in: logits) ?? 0
        guard temperature > 0 else { return likeliest }
        let needsTokens = options.topK > 0
        let needsCut = options.topP < 1 || options.minP > 0
        // With a top k, the shares are of the k tokens alone; otherwise of the whole vocabulary.
        var blocks: [Double] = []
        if !needsTokens {
            let known = temperature == 1 ? weights : nil
            blocks =
                known ?? LogitBlocks.weights(of: logits, largest: largest, temperature: temperature)
        }
        func weight(_ logit: Float) -> Double {
            logit.isFinite ? Double(expf((logit - largest) / temperature)) : 0
        }
        let unit = generator.nextUnit()
        guard needsTokens || needsCut else { return Self.draw(unit, from: logits, blocks, weight) }
        let kept = candidates(logits, maxima, total: needsTokens ? nil : blocks.reduce(0, +), weight)
        var target = unit * kept.reduce(0) { $0 + $1.weight }
        for candidate in kept {
            target -= candidate.weight
            if target < 0 { return candidate.token }
        }
        // Rounding can leave a sliver after the last candidate.
        return kept.last?.token ?? likeliest
    }

    /// Draws from the whole vocabulary: first a block by the blocks' sums, then a token in it.
    private static func draw(
        _ unit: Double, from logits: Span<Float>, _ blocks: [Double], _ weight: (Float) -> Double
    ) -> Int {
        var target = unit * blocks.reduce(0, +)
        var chosen = 0
        // Rounding can leave a sliver after the last block, or the last token of a block, that can be drawn.
        for block in blocks.indices where blocks[block] > 0 {
            chosen = block
            if target < blocks[block] { break }
            target -= blocks[block]
        }
        let start = chosen * LogitBlocks.size
        var token = start
        for index in start..<min(logits.count, start + LogitBlocks.size) {
            let weight = weight(logits[index])
            guard weight > 0 else { continue }
            token = index
            target -= weight
            if target < 0 { break }
        }
        return token
    }

    /// The tokens that may be drawn, with weights that need not add up to 1.
    private func candidates(
        _ logits: Span<Float>, _ maxima: [Float], total: Double?, _ weight: (Float) -> Double
    ) -> [(token: Int, weight: Double)] {
        var count = options.topK > 0 ? min(options.topK, logits.count) : Self.firstCandidates
        while true {
            let best = TopTokens.select(logits, maxima: maxima, count: count)
            let weights = best.map { weight($0.logit) }
            let isComplete = options.topK > 0 || count >= logits.count
            if let cut = cut(weights, total: total ?? weights.reduce(0, +), isComplete: isComplete) {
                return zip(best, weights).prefix(cut).map { ($0.token, $1) }
            }
            count = min(logits.count, count * 8)
        }
    }

    /// How many of the sorted candidates stay, or nil when more must be looked at to know.
    private func cut(_ weights: [Double], total: Double, isComplete: Bool) -> Int? {
        // The likeliest has weight 1 by construction, so the floor is the share itself.
        let floor = Double(max(0, options.minP))
        let wanted = options.topP < 1 ? Double(max(0, options.topP)) * total : .infinity
        var sum = 0.0
        for (index, weight) in weights.enumerated() {
            if index > 0, weight < floor { return index }
            sum += weight
            if sum >= wanted { return index + 1 }
        }
        return isComplete ? weights.count : nil
    }
}
