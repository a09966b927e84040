/// Says how long a run will still take, from the time its own tokens, evaluations and checkpoints took.
///
/// The rows of every step to come are known, so what is left is counted in tokens and not in steps.
struct TimeEstimator {
    /// How much the newest evaluation or checkpoint weighs against those before it.
    private static let newest = 0.1
    /// What is left of a step's weight after each later one: rows differ, so that many steps are averaged.
    private static let memory = 0.98

    private var stepSeconds = 0.0
    private var stepTokens = 0.0
    private var evaluationSeconds: Double?
    private var checkpointSeconds: Double?

    /// Takes the time of a step.
    mutating func addStep(seconds: Double, tokens: Int) {
        stepSeconds = stepSeconds * Self.memory + seconds
        stepTokens = stepTokens * Self.memory + Double(max(tokens, 1))
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
        Double(tokens) * (stepTokens > 0 ? stepSeconds / stepTokens : 0)
            + Double(evaluations) * (evaluationSeconds ?? 0)
            + Double(checkpoints) * (checkpointSeconds ?? 0)
    }

    private static func blend(_ value: Double, into average: inout Double?) {
        average = average.map { $0 + newest * (value - $0) } ?? value
    }
}
