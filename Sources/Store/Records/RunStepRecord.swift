/// The figures of one step of a run.
package struct RunStepRecord: Codable, Sendable, Hashable {
    /// The run.
    package var runId: String
    /// Steps done so far, this one included.
    package var step: Int
    /// Mean loss over the step's loss tokens, in nats.
    package var loss: Double
    /// The learning rate that was applied.
    package var learningRate: Double
    /// Global norm of the gradient before clipping.
    package var gradientNorm: Double
    /// Real tokens computed.
    package var tokens: Int
    /// Tokens that carried loss.
    package var lossTokens: Int
    /// Wall time.
    package var seconds: Double

    /// Makes a record.
    package init(
        runId: String, step: Int, loss: Double, learningRate: Double, gradientNorm: Double, tokens: Int,
        lossTokens: Int, seconds: Double
    ) {
        self.runId = runId
        self.step = step
        self.loss = loss
        self.learningRate = learningRate
        self.gradientNorm = gradientNorm
        self.tokens = tokens
        self.lossTokens = lossTokens
        self.seconds = seconds
    }
}

extension RunStepRecord: StoredRecord {
    static var tableName: String { "runStep" }
}
