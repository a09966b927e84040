package import Core
package import Foundation

/// A training run.
package struct RunView: Codable, Sendable, Hashable {
    /// How far a run has come.
    package enum State: String, Codable, Sendable {
        /// Waits for its turn.
        case queued
        /// Is training.
        case running
        /// Ended; its adapter version exists.
        case finished
        /// Ended with ``RunView/message``.
        case failed
        /// Was cancelled by the user.
        case cancelled
        /// Its process or the server ended in the middle.
        case interrupted
    }

    /// Identifier of the run.
    package var id: String
    /// The dataset it learns from.
    package var dataset: String
    /// The dataset's version.
    package var datasetVersion: Int
    /// The base model.
    package var model: String
    /// The adapter that it makes a version of.
    package var adapter: String
    /// How far it has come.
    package var state: State
    /// Steps done.
    package var step: Int
    /// Steps in all.
    package var steps: Int
    /// Loss of the last step, in nats a token.
    package var loss: Double?
    /// Held-out loss before the first step.
    package var heldOutLossBefore: Double?
    /// Held-out loss of the best step so far.
    package var heldOutLossBest: Double?
    /// Loss on recall questions before the first step.
    package var recallLossBefore: Double?
    /// Loss on recall questions of the best step so far.
    package var recallLossBest: Double?
    /// The step that recalled best or, without recall questions, had the lowest held-out loss.
    package var bestStep: Int?
    /// Estimate of the seconds left.
    package var secondsLeft: Double?
    /// Real tokens computed.
    package var tokens: Int?
    /// Seconds spent.
    package var seconds: Double?
    /// Peak memory of the training process.
    package var peakMemoryBytes: Int?
    /// Why it failed or stopped.
    package var message: String?
    /// The adapter version it made.
    package var adapterVersion: Int?
    /// Whether `resume` would go on with it.
    package var resumable: Bool
    /// When it was asked for.
    package var createdAt: Date
    /// When it ended.
    package var finishedAt: Date?
    /// Every setting, resolved.
    package var settings: TrainingSettings
}
