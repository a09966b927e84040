internal import ArgumentParser
internal import Workstation

/// The settings of a run that a user may choose; the planner decides the rest.
struct TrainingOptions: ParsableArguments {
    @Option(help: "Rank of the adapter's matrices.")
    var rank: Int?

    @Option(help: "Scale numerator: the adapter adds alpha / rank times B·A.")
    var alpha: Float?

    @Option(help: "Peak learning rate.")
    var learningRate: Float?

    @Option(help: "Optimizer steps in all.")
    var steps: Int?

    @Option(help: "Passes over the rows, when no steps are given.")
    var epochs: Double?

    @Option(help: "Examples in one step.")
    var batchExamples: Int?

    @Option(help: "Longest sequence in tokens.")
    var maximumLength: Int?

    @Option(help: "Seed of the run.")
    var seed: UInt64?

    @Option(help: "Steps between two measurements of the held-out loss.")
    var evaluateEvery: Int?

    @Option(help: "Steps between two checkpoints.")
    var checkpointEvery: Int?

    @Option(help: "Compute threads; 0 is one a core.")
    var threads: Int?

    /// The chosen settings.
    var partial: PartialTrainingSettings {
        var settings = PartialTrainingSettings()
        settings.rank = rank
        settings.alpha = alpha
        settings.learningRate = learningRate
        settings.steps = steps
        settings.epochs = epochs
        settings.batchExamples = batchExamples
        settings.maximumLength = maximumLength
        settings.seed = seed
        settings.evaluateEvery = evaluateEvery
        settings.checkpointEvery = checkpointEvery
        settings.threads = threads
        return settings
    }
}
