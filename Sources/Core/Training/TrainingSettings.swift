/// Every knob of a LoRA run, resolved: a run stores these next to its results.
package struct TrainingSettings: Codable, Sendable, Hashable {
    /// Rank R of the adapter's matrices.
    package var rank = 16
    /// Scale numerator: the adapter adds `alpha / rank · B·A`.
    package var alpha: Float = 32
    /// Peak learning rate, reached after the warm-up.
    package var learningRate: Float = 1e-3
    /// Optimizer steps in all.
    package var steps = 100
    /// Share of the steps over which the rate rises linearly from 0.
    package var warmupFraction: Float = 0.05
    /// Examples in one optimizer step.
    package var batchExamples = 8
    /// Most tokens computed at once; a step runs as many micro-batches of packed sequences as it needs.
    package var microBatchTokens = 1024
    /// Longest sequence in tokens; longer chats are refused and longer texts cut into several rows beforehand.
    package var maximumLength = 512
    /// AdamW's first-moment decay.
    package var beta1: Float = 0.9
    /// AdamW's second-moment decay.
    package var beta2: Float = 0.95
    /// AdamW's decoupled weight decay.
    package var weightDecay: Float = 0
    /// The gradient's global norm is cut to this; 0 is off.
    package var gradientClip: Float = 1
    /// Seed of the adapter's A matrices and of the order of the examples.
    package var seed: UInt64 = 0
    /// Steps between two measurements of the held-out loss; 0 is only before the first and after the last step.
    package var evaluateEvery = 25
    /// Steps between two checkpoints that a run can resume from.
    package var checkpointEvery = 25
    /// Compute threads; 0 is one a core.
    package var threads = 0
    /// How exactly products are computed; nil in runs from before there was a choice, which is exact.
    package var numerics: Numerics? = .fast

    /// Makes the default settings.
    package init() {}
}
