/// What a training process reports on its standard output, one JSON object a line.
package enum TrainingEvent: Codable, Sendable, Hashable {
    /// The run began or went on: first step to do (from 0) and steps in all.
    case started(step: Int, steps: Int, trainableParameters: Int, trainTokens: Int, heldOutTokens: Int)
    /// A step is done.
    case step(TrainingStep)
    /// The losses (means over loss tokens, in nats) after so many steps on held-out documents and on recall questions.
    ///
    /// Each is nil without such rows. `isBest` when no earlier step recalled better or, without recall questions,
    /// none had a lower held-out loss.
    case heldOut(step: Int, loss: Double?, recallLoss: Double?, isBest: Bool)
    /// A sample answer after so many steps: the index of its prompt in the run's samples and the token ids.
    case sample(step: Int, index: Int, tokens: [Int])
    /// A checkpoint that the run can resume from is on disk.
    case checkpoint(step: Int)
    /// The run ended; the adapter of `bestStep` is in the run's `adapter` folder.
    case finished(steps: Int, bestStep: Int, seconds: Double, tokens: Int, peakMemoryBytes: Int)
    /// The run cannot go on: one sentence that names the thing and the remedy.
    case failed(message: String)
}
