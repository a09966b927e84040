import Core

/// What a checkpoint's `state.json` says: everything a run needs to go on besides its tensors.
struct CheckpointState: Codable, Sendable, Hashable {
    /// The version that this program writes and reads.
    static let currentFormatVersion = 1

    /// The version of the checkpoint's form.
    var formatVersion = Self.currentFormatVersion
    /// Steps done.
    var step: Int
    /// The step after which the losses were last measured.
    var evaluatedStep = 0
    /// The step whose adapter recalled best, or had the lowest held-out loss; 0 while there is none.
    var bestStep = 0
    /// That loss.
    var bestLoss: Double?
    /// Real tokens trained on so far.
    var tokens = 0
    /// Seconds spent so far.
    var seconds = 0.0
    /// The settings of the run; going on with others would not be the same run.
    var settings: TrainingSettings
    /// The digest of the base model.
    var modelDigest: String
    /// Checksum of the adapter's values.
    var adapterChecksum: UInt64 = 0
    /// Checksum of the optimizer's values.
    var optimizerChecksum: UInt64 = 0

    /// The state of a run that has done nothing yet.
    init(settings: TrainingSettings, modelDigest: String) {
        step = 0
        self.settings = settings
        self.modelDigest = modelDigest
    }
}
