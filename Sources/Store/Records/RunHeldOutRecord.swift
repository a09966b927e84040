/// One measurement on rows that are not trained on.
package struct RunHeldOutRecord: Codable, Sendable, Hashable {
    /// The run.
    package var runId: String
    /// Steps done before it.
    package var step: Int
    /// Mean loss over the loss tokens of held-out documents, in nats; nil without any.
    package var loss: Double?
    /// Mean loss over the loss tokens of recall questions, in nats; nil without any.
    package var recallLoss: Double?
    /// Whether no earlier step was better: by recall questions where there are any, else by the held-out loss.
    package var isBest: Bool

    /// Makes a record.
    package init(
        runId: String, step: Int, loss: Double?, recallLoss: Double? = nil, isBest: Bool
    ) {
        self.runId = runId
        self.step = step
        self.loss = loss
        self.recallLoss = recallLoss
        self.isBest = isBest
    }
}

extension RunHeldOutRecord: StoredRecord {
    static var tableName: String { "runHeldOut" }
}
