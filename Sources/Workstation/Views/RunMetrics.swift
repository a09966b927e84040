/// The measurements of a run.
package struct RunMetrics: Codable, Sendable, Hashable {
    /// One optimizer step.
    package struct Step: Codable, Sendable, Hashable {
        /// Steps done so far.
        package var step: Int
        /// Mean loss over the step's loss tokens.
        package var loss: Double
        /// The learning rate that was applied.
        package var learningRate: Double
        /// Gradient norm before clipping.
        package var gradientNorm: Double
        /// Real tokens computed.
        package var tokens: Int
        /// Wall time in seconds.
        package var seconds: Double
    }

    /// One measurement on rows that are not trained on.
    package struct HeldOut: Codable, Sendable, Hashable {
        /// Steps done so far.
        package var step: Int
        /// Mean loss over the loss tokens of held-out documents; nil without any.
        package var loss: Double?
        /// Mean loss over the loss tokens of recall questions; nil without any.
        package var recallLoss: Double?
        /// Whether no earlier step recalled better or, without recall questions, had a lower held-out loss.
        package var isBest: Bool
    }

    /// One sample answer.
    package struct Sample: Codable, Sendable, Hashable {
        /// Steps done so far.
        package var step: Int
        /// What was asked.
        package var prompt: String
        /// What the model answered.
        package var answer: String
        /// What the dataset holds as the answer.
        package var reference: String?
    }

    /// Every step.
    package var steps: [Step]
    /// Every measurement on rows that are not trained on.
    package var heldOut: [HeldOut]
    /// Every sample answer.
    package var samples: [Sample]
}
