internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Training

/// Turns a dataset version and a user's choices into rows and a plan.
struct RunPreparation: Sendable {
    /// Everything a run begins with.
    struct Prepared: Sendable {
        var base: LoadedModel
        var version: DatasetVersionRecord
        var data: TokenizedDataset
        var plan: PlanView
    }

    let store: LibraryStore
    let host: ModelHost
    let configuration: WorkstationConfiguration

    /// Prepares a run.
    ///
    /// - Throws: `StoreError` for an unknown dataset or model, ``WorkstationError`` for a setting out of range or a
    ///   dataset without a usable row.
    func prepare(
        dataset: String, version: Int?, model: String, settings: PartialTrainingSettings
    ) async throws -> Prepared {
        let record = try await store.dataset(named: dataset)
        let version = try await store.datasetVersion(version, of: dataset)
        let examples = try await store.learnableExamples(of: dataset, version: version.version)
        let base = try await host.base(model)
        let recipe = record.recipe.flatMap(RecipeName.init(rawValue:)) ?? .writeLikeMe
        let longest = try longest(settings, base)
        let speed = await host.speed
        return try await BackgroundThread.run {
            let data = try TokenizedDataset(examples, base, maximumLength: longest)
            let plan = try plan(data, base, recipe, settings, longest, speed)
            return Prepared(base: base, version: version, data: data, plan: plan)
        }
    }

    private func longest(_ settings: PartialTrainingSettings, _ base: LoadedModel) throws -> Int {
        let context = base.model.configuration.contextLength
        let longest = settings.maximumLength ?? min(TrainingSettings().maximumLength, context)
        guard (8...context).contains(longest) else {
            throw WorkstationError.invalid(
                "invalid_setting",
                "The setting maximumLength must be from 8 to the model's context of \(context).")
        }
        return longest
    }

    private func plan(
        _ data: TokenizedDataset, _ base: LoadedModel, _ recipe: RecipeName,
        _ chosen: PartialTrainingSettings,
        _ longest: Int, _ speed: Double
    ) throws -> PlanView {
        var input = PlanningInput(
            configuration: base.model.configuration, modelBytes: base.byteCount,
            recipe: recipe,
            trainLengths: data.train.lengths, trainLossTokens: data.train.lossTokens,
            heldOutTokens: data.heldOut.tokens.count + data.recall.tokens.count,
            samplePrompts: data.samples.count, flopsPerSecond: speed, memoryBudget: MachineMemory.available)
        var settings = Planner.settings(for: input)
        settings.maximumLength = longest
        settings.threads = configuration.training.threads
        settings.numerics = configuration.numerics
        try chosen.apply(to: &settings, rows: data.train.count)
        input.computedShare = Packer.computedShare(
            of: try data.train.rows(vocabulary: base.model.configuration.vocabulary), settings: settings)
        var plan = Planner.plan(input, settings: settings)
        var warnings: [String] = []
        let budget = configuration.training.timeBudgetSeconds
        if chosen.steps == nil, chosen.epochs == nil, plan.estimatedSeconds > budget {
            let share = budget / plan.estimatedSeconds
            settings.steps = max(1, Int(Double(settings.steps) * share))
            settings.evaluateEvery = min(settings.evaluateEvery, settings.steps)
            settings.checkpointEvery = min(settings.checkpointEvery, settings.steps)
            plan = Planner.plan(input, settings: settings)
            let minutes = Int((budget / 60).rounded())
            warnings.append(
                "Training is shortened to fit into about \(minutes) minutes; choose more steps to learn more thoroughly."
            )
        }
        warnings += plan.warnings
        if data.recall.count < data.recallRows {
            warnings.append(
                "Recall is measured on \(data.recall.count) of \(data.recallRows) questions, spread evenly, to keep "
                    + "measuring short.")
        }
        if data.heldOut.count < data.heldOutRows {
            warnings.append(
                "The held-out loss is measured on \(data.heldOut.count) of \(data.heldOutRows) held-out rows, spread "
                    + "evenly, to keep measuring short.")
        }
        if data.tooLong > 0 {
            warnings.append(
                "\(data.tooLong) examples are longer than \(longest) tokens and are left out; raise maximumLength to "
                    + "keep them.")
        }
        return PlanView(
            settings: plan.settings, examples: plan.examples, trainTokens: plan.trainTokens,
            epochs: plan.epochs,
            estimatedSeconds: plan.estimatedSeconds, estimatedSecondsLow: plan.estimatedSecondsLow,
            estimatedSecondsHigh: plan.estimatedSecondsHigh, estimatedMemoryBytes: plan.estimatedMemoryBytes,
            warnings: warnings, warningPhrases: warnings.map(PhraseBook.phrase))
    }
}
