package import Core

/// What a run would do, in figures that a person can judge.
package struct PlanView: Codable, Sendable, Hashable {
    /// The resolved settings.
    package var settings: TrainingSettings
    /// Rows that are learned from.
    package var examples: Int
    /// Their tokens.
    package var trainTokens: Int
    /// How often each row is seen, on average.
    package var epochs: Double
    /// Estimate of the wall time in seconds.
    package var estimatedSeconds: Double
    /// Lower end of the estimate.
    package var estimatedSecondsLow: Double
    /// Upper end of the estimate.
    package var estimatedSecondsHigh: Double
    /// Estimate of the training process's peak memory.
    package var estimatedMemoryBytes: Int
    /// What the user should know before starting, one sentence each.
    package var warnings: [String]
    /// The warnings by their codes, each at the place of its sentence.
    package var warningPhrases: [Phrase?]
}
