import Core
import Engine
import Tensor

/// The steps of one run: trains, measures, samples, saves and reports.
final class RunLoop {
    /// What a run reads.
    struct Data {
        var train: TokenRows
        var heldOut: TokenRows
        var recall: TokenRows
        var samples: SamplePrompts
    }

    private let folder: RunFolder
    private let description: RunDescription
    private let settings: TrainingSettings
    private let trainer: Trainer
    private let configuration: ModelConfiguration
    private let data: Data
    private let order: BatchOrder
    private let schedule: LearningRateSchedule
    private let heldOut: [PackedBatch]
    private let recall: [PackedBatch]
    private let writer: SampleWriter
    private let store: CheckpointStore
    private let log: MetricsLog
    private let report: (TrainingEvent) -> Void
    private let isCancelled: () -> Bool
    private let adapter: LoRAAdapter
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    /// Seconds of earlier processes that worked on this run.
    private let earlierSeconds: Double
    private var state: CheckpointState
    private var savedStep: Int
    private var estimator = TimeEstimator()

    /// Reads the newest checkpoint and opens the log.
    init(
        folder: RunFolder, description: RunDescription, model: LanguageModel, trainer: Trainer, data: Data,
        report: @escaping (TrainingEvent) -> Void, isCancelled: @escaping () -> Bool
    ) throws(TrainingError) {
        self.folder = folder
        self.description = description
        settings = description.settings
        self.trainer = trainer
        configuration = model.configuration
        self.data = data
        self.report = report
        self.isCancelled = isCancelled
        started = clock.now
        order = BatchOrder(of: data.train, batchExamples: settings.batchExamples, seed: settings.seed)
        schedule = LearningRateSchedule(
            peak: settings.learningRate, steps: settings.steps, warmupFraction: settings.warmupFraction)
        heldOut = Packer.pack(0..<data.heldOut.count, of: data.heldOut, limit: settings.microBatchTokens)
        recall = Packer.pack(0..<data.recall.count, of: data.recall, limit: settings.microBatchTokens)
        writer = SampleWriter(model: model, samples: data.samples)
        adapter = trainer.parameters.adapter(alpha: settings.alpha)
        store = CheckpointStore(folder: folder.checkpointsPath)
        let fresh = CheckpointState(settings: settings, modelDigest: description.model.digest)
        state =
            try store.readNewest(
                into: trainer.parameters, trainer.optimizer, settings: settings,
                modelDigest: description.model.digest) ?? fresh
        savedStep = state.step
        earlierSeconds = state.seconds
        log = try MetricsLog(path: folder.metricsPath, resumingAfter: state.step)
    }

    /// Runs to the last step.
    func run() throws {
        try emit(
            .started(
                step: state.step, steps: settings.steps, trainableParameters: trainer.parameters.layout.count,
                trainTokens: data.train.tokens.count,
                heldOutTokens: data.heldOut.tokens.count + data.recall.tokens.count))
        do {
            if state.step > 0, state.bestStep == state.step {
                // The process may have died between this checkpoint and its adapter.
                try publishAdapter()
            }
            if state.step == 0 || (isEvaluationDue && state.evaluatedStep < state.step) { try evaluate() }
            while state.step < settings.steps { try advance() }
            try emit(
                .finished(
                    steps: settings.steps, bestStep: state.bestStep, seconds: seconds, tokens: state.tokens,
                    peakMemoryBytes: ProcessMemory.peakBytes))
        } catch let error as TrainingError where error.category == .cancelled {
            if state.step > savedStep { try save() }
            throw error
        }
    }

    // MARK: - One step

    private func advance() throws {
        let start = clock.now
        let step = state.step
        let rate = schedule.rate(atStep: step)
        let batches = Packer.pack(
            order.rows(ofStep: step), of: data.train, limit: settings.microBatchTokens)
        let outcome = try trainer.step(batches, learningRate: rate, isCancelled: isCancelled)
        let tokens = batches.reduce(0) { $0 + $1.realTokenCount }
        state.step += 1
        state.tokens += tokens
        let took = start.duration(to: clock.now) / .seconds(1)
        estimator.addStep(seconds: took, tokens: tokens)
        try emit(
            .step(
                TrainingStep(
                    step: state.step, loss: outcome.loss, learningRate: Double(rate),
                    gradientNorm: outcome.gradientNorm, tokens: tokens,
                    lossTokens: batches.reduce(0) { $0 + $1.lossPositions.count }, seconds: took,
                    secondsLeft: secondsLeft)))
        if isEvaluationDue { try evaluate() }
        let isCheckpointDue = Evaluations.isDue(
            after: state.step, of: settings.steps, every: settings.checkpointEvery)
        if isCheckpointDue, savedStep < state.step { try save() }
    }

    private var isEvaluationDue: Bool {
        Evaluations.isDue(after: state.step, of: settings.steps, every: settings.evaluateEvery)
    }

    // MARK: - Measuring

    private func evaluate() throws {
        let start = clock.now
        let loss = try trainer.meanLoss(heldOut, isCancelled: isCancelled)
        let recallLoss = try trainer.meanLoss(recall, isCancelled: isCancelled)
        // What was taught is asked for, in words that were not: while an adapter still learns that, the loss on
        // documents it never saw often rises again, and the step it is lowest at knows least.
        let deciding = recallLoss ?? loss
        state.evaluatedStep = state.step
        var isBest = false
        if state.step > 0 {
            // Without rows to measure on nothing tells steps apart, and the last one stays.
            isBest = deciding.map { $0 < state.bestLoss ?? .infinity } ?? (state.step == settings.steps)
        }
        if isBest {
            state.bestStep = state.step
            state.bestLoss = deciding
        }
        if deciding != nil {
            try emit(.heldOut(step: state.step, loss: loss, recallLoss: recallLoss, isBest: isBest))
        }
        if isBest { try save() }
        for index in data.samples.prompts.indices {
            let tokens = try writer.answer(index, adapter: adapter, isCancelled: isCancelled)
            try emit(.sample(step: state.step, index: index, tokens: tokens))
        }
        estimator.addEvaluation(seconds: start.duration(to: clock.now) / .seconds(1))
    }

    // MARK: - Saving

    /// Writes a checkpoint, and then the adapter when this step is the best.
    ///
    /// In this order, because a checkpoint of the best step can bring its adapter back, and not the other way.
    private func save() throws(TrainingError) {
        let start = clock.now
        state.seconds = seconds
        try store.write(state, parameters: trainer.parameters, optimizer: trainer.optimizer)
        savedStep = state.step
        if state.bestStep == state.step { try publishAdapter() }
        estimator.addCheckpoint(seconds: start.duration(to: clock.now) / .seconds(1))
        try emit(.checkpoint(step: state.step))
    }

    private func publishAdapter() throws(TrainingError) {
        let staging = folder.adapterPath + ".staging"
        try DurableFiles.remove(staging)
        try DurableFiles.makeFolder(staging)
        do {
            try adapter.save(to: staging, for: configuration, baseModel: description.model.name)
        } catch {
            throw .unwritable("the adapter", reason: error.message)
        }
        try DurableFiles.synchronize(folder: staging)
        try DurableFiles.publish(staging, as: folder.adapterPath)
    }

    // MARK: - Reporting

    private func emit(_ event: TrainingEvent) throws(TrainingError) {
        try log.append(event)
        report(event)
    }

    private var seconds: Double { earlierSeconds + started.duration(to: clock.now) / .seconds(1) }

    private var secondsLeft: Double {
        let rowsLeft = Double((settings.steps - state.step) * settings.batchExamples)
        let meanTokens = Double(data.train.tokens.count) / Double(data.train.count)
        return estimator.secondsLeft(
            tokens: Int(rowsLeft * meanTokens),
            evaluations: Evaluations.count(
                after: state.step - 1, steps: settings.steps, every: settings.evaluateEvery),
            checkpoints: Evaluations.count(
                after: state.step - 1, steps: settings.steps, every: settings.checkpointEvery))
    }
}
