internal import Engine

/// How close fast numbers stay to exact ones: predictions over a text, and what training comes to.
package struct NumericsFigures: Codable, Sendable, Hashable {
    /// Predictions at the same positions.
    package struct Predictions: Codable, Sendable, Hashable {
        /// Positions that were compared.
        package var positions: Int
        /// Mean KL(exact ‖ fast), in nats a token.
        package var meanDivergence: Double
        /// The largest of a position.
        package var largestDivergence: Double
        /// The share of positions with the same likeliest token.
        package var sameTopShare: Double
        /// Perplexity of the text in exact numbers.
        package var exactPerplexity: Double
        /// Perplexity of the text in fast numbers.
        package var fastPerplexity: Double

        init(_ comparison: DistributionComparison) {
            positions = comparison.positions
            meanDivergence = comparison.meanDivergence
            largestDivergence = comparison.largestDivergence
            sameTopShare = comparison.sameTopShare
            exactPerplexity = comparison.referencePerplexity
            fastPerplexity = comparison.otherPerplexity
        }

        /// Whether the predictions are as close as *fast* promises.
        package var isMet: Bool {
            meanDivergence <= NumericsFigures.largestMeanDivergence
                && sameTopShare >= NumericsFigures.leastSameTopShare
        }

        private enum CodingKeys: String, CodingKey {
            case positions
            case meanDivergence = "mean_kl"
            case largestDivergence = "largest_kl"
            case sameTopShare = "same_top_share"
            case exactPerplexity = "exact_perplexity"
            case fastPerplexity = "fast_perplexity"
        }
    }

    /// Held-out losses of the same run in both numbers, in nats a token.
    package struct Training: Codable, Sendable, Hashable {
        /// Optimizer steps.
        package var steps: Int
        /// Before the first step, exact.
        package var lossBefore: Double
        /// After the last step, exact.
        package var exactLoss: Double
        /// After the last step, fast.
        package var fastLoss: Double

        /// How far the fast loss is from the exact one, as a share of it.
        package var difference: Double { abs(fastLoss - exactLoss) / exactLoss }

        /// Whether the losses are as close as *fast* promises.
        package var isMet: Bool { difference <= NumericsFigures.largestLossDifference }

        private enum CodingKeys: String, CodingKey {
            case steps
            case lossBefore = "loss_before"
            case exactLoss = "exact_loss"
            case fastLoss = "fast_loss"
        }
    }

    /// The most that the mean divergence may be, in nats a token.
    package static let largestMeanDivergence = 1e-3
    /// The least share of positions with the same likeliest token.
    package static let leastSameTopShare = 0.99
    /// The most that held-out losses may differ, as a share.
    package static let largestLossDifference = 0.01

    /// Tokens of the text.
    package var tokens: Int
    /// Pieces that it was read in.
    package var windows: Int
    /// The text read as prompts.
    package var prefill: Predictions
    /// Its last tokens, one by one; nil when none were asked for.
    package var decode: Predictions?
    /// Training on the text; nil unless asked for.
    package var training: Training?

    /// Whether everything that was measured is within its bar.
    package var isMet: Bool { prefill.isMet && decode?.isMet != false && training?.isMet != false }
}
