/// The figures of one optimizer step.
package struct TrainingStep: Codable, Sendable, Hashable {
    /// Steps done so far, this one included.
    package var step: Int
    /// Mean loss over the step's loss tokens, in nats.
    package var loss: Double
    /// The learning rate that was applied.
    package var learningRate: Double
    /// Global norm of the gradient before clipping.
    package var gradientNorm: Double
    /// Real tokens computed in this step; there is no padding.
    package var tokens: Int
    /// Tokens of this step that carried loss.
    package var lossTokens: Int
    /// Wall time of this step in seconds.
    package var seconds: Double
    /// Estimate of the wall time left in seconds, evaluations included.
    package var secondsLeft: Double

    /// Makes the figures of a step.
    package init(
        step: Int, loss: Double, learningRate: Double, gradientNorm: Double, tokens: Int, lossTokens: Int,
        seconds: Double, secondsLeft: Double
    ) {
        self.step = step
        self.loss = loss
        self.learningRate = learningRate
        self.gradientNorm = gradientNorm
        self.tokens = tokens
        self.lossTokens = lossTokens
        self.seconds = seconds
        self.secondsLeft = secondsLeft
    }
}
