/// Says how long a run will still take, from the time its own tokens, evaluations and checkpoints took.
///
/// The rows of every step to come are known, so what is left is counted in tokens and not in steps.
struct TimeEstimator {
    /// How much the newest step weighs against those before it.
    private static let newest = 0.1

    private var secondsPerToken: Double?
    private var evaluationSeconds: Double?
    private var checkpointSeconds: Double?

    /// Takes the time of a step.
    mutating func addStep(seconds: Double, tokens: Int) {
        Self.blend(seconds / Double(max(tokens, 1)), into: &secondsPerToken)
    }

    /// Takes the time of an evaluation, samples included.
    mutating func addEvaluation(seconds: Double) {
        Self.blend(seconds, into: &evaluationSeconds)
    }

    /// Takes the time of a checkpoint.
    mutating func addCheckpoint(seconds: Double) {
        Self.blend(seconds, into: &checkpointSeconds)
    }

    /// The estimate for what is left.
    func secondsLeft(tokens: Int, evaluations: Int, checkpoints: Int) -> Double {
        Double(tokens) * (secondsPerToken ?? 0) + Double(evaluations) * (evaluationSeconds ?? 0)
            + Double(checkpoints) * (checkpointSeconds ?? 0)
    }

    private static func blend(_ value: Double, into average: inout Double?) {
        average = average.map { $0 + newest * (value - $0) } ?? value
    }
}
