package import Core
package import Foundation

/// A training run: what it trains on, how far it is, and how it ended.
package struct RunRecord: Codable, Sendable, Hashable {
    /// Identifier, also the name of the run folder.
    package var id: String
    /// The dataset it trains on.
    package var datasetName: String
    /// The version it trains on.
    package var datasetVersion: Int
    /// The base model.
    package var modelName: String
    /// The adapter its result becomes a version of.
    package var adapterName: String
    /// Where it is.
    package var state: RunState
    /// Steps done.
    package var step: Int
    /// Steps in all.
    package var steps: Int
    /// Loss of the latest step, in nats.
    package var loss: Double?
    /// Held-out loss before the first step.
    package var heldOutLossBefore: Double?
    /// The held-out loss of the best step so far.
    package var heldOutLossBest: Double?
    /// The loss on recall questions before the first step.
    package var recallLossBefore: Double?
    /// The loss on recall questions of the best step so far.
    package var recallLossBest: Double?
    /// The step that recalled best, or had the lowest held-out loss; its adapter is kept.
    package var bestStep: Int?
    /// Estimate of the wall time left.
    package var secondsLeft: Double?
    /// Real tokens computed so far.
    package var tokens: Int?
    /// Wall time spent on steps so far.
    package var seconds: Double?
    /// The most memory the training process held.
    package var peakMemoryBytes: Int?
    /// Why it failed or was interrupted: one sentence.
    package var message: String?
    /// The adapter version it made.
    package var adapterVersion: Int?
    /// Whether it can go on from a checkpoint.
    package var resumable: Bool
    /// Every knob, resolved.
    package var settings: TrainingSettings
    /// When it was asked for.
    package var createdAt: Date
    /// When it ended.
    package var finishedAt: Date?

    /// Makes a record.
    package init(
        id: String = Identifier.make("run"), datasetName: String, datasetVersion: Int, modelName: String,
        adapterName: String, state: RunState = .queued, step: Int = 0, steps: Int, loss: Double? = nil,
        heldOutLossBefore: Double? = nil, heldOutLossBest: Double? = nil,
        recallLossBefore: Double? = nil, recallLossBest: Double? = nil, bestStep: Int? = nil,
        secondsLeft: Double? = nil, tokens: Int? = nil, seconds: Double? = nil, peakMemoryBytes: Int? = nil,
        message: String? = nil, adapterVersion: Int? = nil, resumable: Bool = false,
        settings: TrainingSettings, createdAt: Date = .now, finishedAt: Date? = nil
    ) {
        self.id = id
        self.datasetName = datasetName
        self.datasetVersion = datasetVersion
        self.modelName = modelName
        self.adapterName = adapterName
        self.state = state
        self.step = step
        self.steps = steps
        self.loss = loss
        self.heldOutLossBefore = heldOutLossBefore
        self.heldOutLossBest = heldOutLossBest
        self.recallLossBefore = recallLossBefore
        self.recallLossBest = recallLossBest
        self.bestStep = bestStep
        self.secondsLeft = secondsLeft
        self.tokens = tokens
        self.seconds = seconds
        self.peakMemoryBytes = peakMemoryBytes
        self.message = message
        self.adapterVersion = adapterVersion
        self.resumable = resumable
        self.settings = settings
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }
}

extension RunRecord: StoredRecord {
    static var tableName: String { "run" }
}
