package import Core

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
        let penalized = penalize(logits, history)
        let token = options.temperature > 0 ? try draw(penalized) : try Self.best(penalized)
        return SampledToken(token: token, logProbability: Self.logProbability(of: token, in: logits))
    }

    /// The log-probability of a token under logits.
    package static func logProbability(of token: Int, in logits: [Float]) -> Float {
        var largest = -Float.infinity
        for logit in logits where logit > largest { largest = logit }
        // Fifty thousand small terms lose a ten-thousandth of their sum in single precision.
        var sum = 0.0
        for logit in logits { sum += Double(expf(logit - largest)) }
        return Float(Double(logits[token] - largest) - log(sum))
    }

    private static func best(_ logits: [Float]) throws(EngineError) -> Int {
        var best = -1
        var largest = -Float.infinity
        for (token, logit) in logits.enumerated() where logit > largest && logit.isFinite {
            best = token
            largest = logit
        }
        guard best >= 0 else { throw .notANumber }
        return best
    }

    /// Divides positive and multiplies negative logits of recent tokens.
    private func penalize(_ logits: [Float], _ history: [Int]) -> [Float] {
        let penalty = options.repetitionPenalty
        guard penalty != 1, penalty > 0 else { return logits }
        var result = logits
        for token in Set(history.suffix(max(0, options.repetitionWindow)))
        where logits.indices.contains(token) {
            result[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty
        }
        return result
    }

    private mutating func draw(_ logits: [Float]) throws(EngineError) -> Int {
        let largest = logits[try Self.best(logits)]
        let temperature = options.temperature
        func weight(_ logit: Float) -> Double {
            logit.isFinite ? Double(expf((logit - largest) / temperature)) : 0
        }
        let kept = candidates(logits, weight)
        var target = generator.nextUnit() * kept.reduce(0) { $0 + $1.weight }
        for candidate in kept {
            target -= candidate.weight
            if target < 0 { return candidate.token }
        }
        // Rounding can leave a sliver after the last candidate.
        guard let last = kept.last else { throw .notANumber }
        return last.token
    }

    /// The tokens that may be drawn, with weights that need not add up to 1.
    private func candidates(
        _ logits: [Float], _ weight: (Float) -> Double
    ) -> [(token: Int, weight: Double)] {
        let hasNucleus = options.topP < 1
        if options.topK <= 0, !hasNucleus, options.minP <= 0 {
            return logits.enumerated().map { ($0, weight($1)) }
        }
        var count = options.topK > 0 ? min(options.topK, logits.count) : Self.firstCandidates
        // Without a top k, the shares are of the whole vocabulary, however few candidates are looked at.
        let whole = options.topK > 0 ? nil : logits.reduce(0) { $0 + weight($1) }
        while true {
            let best = TopTokens.select(logits, count: count)
            let weights = best.map { weight($0.logit) }
            let isComplete = options.topK > 0 || count >= logits.count
            let total = whole ?? weights.reduce(0, +)
            if let cut = cut(weights, total: total, isComplete: isComplete) {
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
