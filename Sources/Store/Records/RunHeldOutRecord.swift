/// One measurement of the held-out loss.
package struct RunHeldOutRecord: Codable, Sendable, Hashable {
    /// The run.
    package var runId: String
    /// Steps done before it.
    package var step: Int
    /// Mean loss over loss tokens, in nats.
    package var loss: Double
    /// Whether none was lower.
    package var isBest: Bool

    /// Makes a record.
    package init(
        runId: String, step: Int, loss: Double, isBest: Bool
    ) {
        self.runId = runId
        self.step = step
        self.loss = loss
        self.isBest = isBest
    }
}

extension RunHeldOutRecord: StoredRecord {
    static var tableName: String { "runHeldOut" }
}
