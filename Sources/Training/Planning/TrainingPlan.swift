package import Core

/// What a run will be: its settings, how long it takes and what it needs.
package struct TrainingPlan: Codable, Sendable, Hashable {
    /// Every knob.
    package var settings: TrainingSettings
    /// How often each row is seen.
    package var epochs: Double
    /// Rows to train on.
    package var examples: Int
    /// Real tokens of one epoch.
    package var trainTokens: Int
    /// The likely wall time, evaluations and samples included.
    package var estimatedSeconds: Double
    /// A time that the run rarely stays under.
    package var estimatedSecondsLow: Double
    /// A time that the run rarely exceeds on a machine that does nothing else.
    package var estimatedSecondsHigh: Double
    /// The likely peak of memory.
    package var estimatedMemoryBytes: Int
    /// What a person should know before starting, each one sentence.
    package var warnings: [String]
}
