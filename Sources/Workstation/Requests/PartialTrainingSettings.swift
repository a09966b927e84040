package import Core

/// The settings that a user chose; the planner decides the rest.
package struct PartialTrainingSettings: Codable, Sendable, Hashable {
    /// Rank of the adapter's matrices.
    package var rank: Int?
    /// Scale numerator.
    package var alpha: Float?
    /// Peak learning rate.
    package var learningRate: Float?
    /// Optimizer steps in all.
    package var steps: Int?
    /// Passes over the rows; ignored when `steps` is given.
    package var epochs: Double?
    /// Examples in one step.
    package var batchExamples: Int?
    /// Longest sequence in tokens.
    package var maximumLength: Int?
    /// Seed of the run.
    package var seed: UInt64?
    /// Steps between two measurements of the held-out loss.
    package var evaluateEvery: Int?
    /// Steps between two checkpoints.
    package var checkpointEvery: Int?
    /// Compute threads; 0 is one a core.
    package var threads: Int?
    /// How exactly products are computed.
    package var numerics: Numerics?

    /// Makes settings of which none is chosen.
    package init() {}
}
