package import Core
import Engine

/// Chooses the settings of a run from its data and its machine, and says how long it will take.
package enum Planner {
    /// How often the rows are shown, by how many tokens there are: more for less data.
    ///
    /// A fact needs about sixteen exposures before a question in an unseen wording finds it, and *Know my
    /// documents* asks each in as many wordings, so that few passes are enough. What a person wrote is a style.
    private static let passes: [RecipeName: [(tokensUpTo: Int, epochs: Double)]] = [
        .knowMyDocuments: [(300_000, 2), (.max, 1)],
        .writeLikeMe: [(100_000, 3), (500_000, 2), (.max, 1)],
    ]
    /// Fewer steps than this teach nothing, however little data there is; no row is shown over 12 times for it.
    private static let fewestSteps = 40
    private static let mostEpochs = 12.0
    /// Data below this is called small in a warning.
    private static let fewRows = 30
    /// Share of the measured speed of large products that a whole training step reaches.
    private static let efficiency = 0.72
    /// How far the time may be off: the machine may be busy, and rows vary.
    private static let lowFactor = 0.8
    private static let highFactor = 1.5
    /// Tokens a second that answering samples needs, in units of the model's operations: decoding reads every
    /// weight for one token, so it is far from the speed of large products.
    private static let decodeCost = 12.0

    /// Plans a run with settings of the planner's own.
    package static func plan(_ input: PlanningInput) -> TrainingPlan {
        plan(input, settings: settings(for: input))
    }

    /// Says what a run with the given settings will take.
    package static func plan(_ input: PlanningInput, settings: TrainingSettings) -> TrainingPlan {
        let rows = max(input.trainLengths.count, 1)
        let tokens = input.trainLengths.reduce(0, +)
        let epochs = Double(settings.steps * settings.batchExamples) / Double(rows)
        let memory = MemoryEstimate(
            configuration: input.configuration, modelBytes: input.modelBytes, settings: settings,
            longestRow: input.trainLengths.max() ?? 0)
        let seconds = seconds(input, settings: settings, epochs: epochs, memory: memory)
        return TrainingPlan(
            settings: settings, epochs: epochs, examples: input.trainLengths.count, trainTokens: tokens,
            estimatedSeconds: seconds, estimatedSecondsLow: seconds * lowFactor,
            estimatedSecondsHigh: seconds * highFactor,
            estimatedMemoryBytes: memory.totalBytes(within: input.memoryBudget),
            warnings: warnings(input, epochs: epochs, memory: memory))
    }

    /// The settings for an amount of data and a model.
    package static func settings(for input: PlanningInput) -> TrainingSettings {
        var settings = TrainingSettings()
        let rows = max(input.trainLengths.count, 1)
        let tokens = input.trainLengths.reduce(0, +)
        settings.learningRate = LearningRateRule.peak(hiddenSize: input.configuration.hiddenSize)
        settings.batchExamples = min(settings.batchExamples, rows)
        settings.maximumLength = min(settings.maximumLength, input.configuration.contextLength)
        let epochs = passes[input.recipe]?.first { tokens <= $0.tokensUpTo }?.epochs ?? 1
        let perEpoch = Double(rows) / Double(settings.batchExamples)
        let wanted = max(perEpoch * epochs, min(Double(fewestSteps), perEpoch * mostEpochs))
        settings.steps = max(1, Int(wanted.rounded(.up)))
        settings.evaluateEvery = max(10, (settings.steps + 4) / 5)
        settings.checkpointEvery = settings.evaluateEvery
        return settings
    }

    private static func seconds(
        _ input: PlanningInput, settings: TrainingSettings, epochs: Double, memory: MemoryEstimate
    ) -> Double {
        let work = WorkEstimate(configuration: input.configuration, rank: settings.rank)
        let tokens = Double(input.trainLengths.reduce(0, +))
        let meanLength = tokens / Double(max(input.trainLengths.count, 1))
        let training =
            epochs
            * work.trainingOperations(
                tokens: tokens * input.computedShare, lossTokens: Double(input.trainLossTokens),
                meanLength: meanLength,
                recomputes: memory.recomputes(within: input.memoryBudget))
        let evaluations = Double(Evaluations.count(steps: settings.steps, every: settings.evaluateEvery))
        let heldOut = work.evaluationOperations(
            tokens: Double(input.heldOutTokens), lossTokens: Double(input.heldOutTokens),
            meanLength: meanLength)
        let answers =
            Double(input.samplePrompts * SamplePrompts.defaultMaximumTokens) * decodeCost * 2
            * (work.decoderWeights + work.headWeights)
        return (training + evaluations * (heldOut + answers)) / (max(input.flopsPerSecond, 1) * efficiency)
    }

    private static func warnings(
        _ input: PlanningInput, epochs: Double, memory: MemoryEstimate
    ) -> [String] {
        var warnings: [String] = []
        if input.trainLengths.count < fewRows {
            warnings.append(
                "There are only \(input.trainLengths.count) examples, so the model may learn little; add documents."
            )
        }
        if input.heldOutTokens == 0 {
            warnings.append("Nothing is held out, so the last step is kept and its quality is not measured.")
        }
        if epochs > mostEpochs {
            warnings.append(
                "Each example is shown about \(Int(epochs.rounded())) times, which makes the model repeat it by heart."
            )
        }
        if memory.recomputes(within: input.memoryBudget) {
            warnings.append("Memory is short, so parts are computed twice and the run takes longer.")
        }
        if let budget = input.memoryBudget, memory.totalBytes(within: budget) > budget {
            warnings.append(
                "The run may need more memory than is free; lower microBatchTokens or close programs.")
        }
        return warnings
    }
}
