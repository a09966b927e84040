internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

/// How close two models' predictions are at the same positions of a text.
///
/// The reference P is what the other model Q is measured against. Figures of no position at all are not numbers.
package struct DistributionComparison: Sendable, Hashable {
    /// Positions that were compared.
    package private(set) var positions = 0
    /// The largest divergence of a position, in nats.
    package private(set) var largestDivergence = 0.0
    private var divergence = 0.0
    private var sameTop = 0
    private var referenceLoss = 0.0
    private var otherLoss = 0.0

    /// Makes a comparison of no position yet.
    package init() {}

    /// Mean of KL(P ‖ Q), in nats a token.
    package var meanDivergence: Double { divergence / Double(positions) }
    /// The share of positions where both find the same token likeliest.
    package var sameTopShare: Double { Double(sameTop) / Double(positions) }
    /// Perplexity of the text for the reference.
    package var referencePerplexity: Double { exp(referenceLoss / Double(positions)) }
    /// Perplexity of the text for the other model.
    package var otherPerplexity: Double { exp(otherLoss / Double(positions)) }

    /// Takes in one position.
    ///
    /// - Parameters:
    ///   - reference: Logits of P.
    ///   - other: As many of Q.
    ///   - target: The token that the text has next.
    package mutating func add(_ reference: Span<Float>, _ other: Span<Float>, target: Int) {
        let kl = LogitBlocks.divergence(of: reference, from: other)
        positions += 1
        divergence += kl
        largestDivergence = max(largestDivergence, kl)
        if TopTokens.best(of: reference) == TopTokens.best(of: other) { sameTop += 1 }
        referenceLoss -= Double(Sampler.logProbability(of: target, in: reference))
        otherLoss -= Double(Sampler.logProbability(of: target, in: other))
    }
}
