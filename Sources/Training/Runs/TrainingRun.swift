package import Core
package import Engine
package import Tensor

/// Executes a run's folder: trains from the newest complete checkpoint to the last step.
///
/// A run that was killed goes on by executing its folder again, with the same bytes as if nothing had happened.
package struct TrainingRun {
    /// The folder.
    package let folder: RunFolder
    private let memoryBudget: Int?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - folder: The run's folder.
    ///   - memoryBudget: Bytes that the run may take; nil asks the system what is free. Above it layers are
    ///     computed a second time instead of kept, which gives the same bytes more slowly.
    package init(folder: RunFolder, memoryBudget: Int? = nil) {
        self.folder = folder
        self.memoryBudget = memoryBudget
    }

    /// Trains until the last step, leaving the best adapter in the folder.
    ///
    /// - Parameters:
    ///   - device: What computes.
    ///   - report: Gets every event as it happens; `metrics.jsonl` gets the same.
    ///   - isCancelled: Asked before each micro-batch and each sampled token.
    /// - Throws: ``TrainingError`` when the folder or a checkpoint cannot be used, when the run was cancelled (a
    ///   checkpoint of the last whole step is then written) or when it diverged; `EngineError` when the model
    ///   cannot be read. Everything but a cancellation is reported as an event first.
    package func execute(
        device: any Device, report: @escaping (TrainingEvent) -> Void, isCancelled: @escaping () -> Bool
    ) throws {
        try reportingFailure(report) {
            let description = try folder.description()
            let model = try LanguageModel.load(path: description.model.path, device: device)
            try train(model, description: description, report: report, isCancelled: isCancelled)
        }
    }

    /// Trains on a model that is loaded already.
    ///
    /// - Throws: As ``execute(device:report:isCancelled:)``.
    package func execute(
        model: LanguageModel, report: @escaping (TrainingEvent) -> Void, isCancelled: @escaping () -> Bool
    ) throws {
        try reportingFailure(report) {
            try train(model, description: folder.description(), report: report, isCancelled: isCancelled)
        }
    }

    private func train(
        _ model: LanguageModel, description: RunDescription, report: @escaping (TrainingEvent) -> Void,
        isCancelled: @escaping () -> Bool
    ) throws {
        let configuration = model.configuration
        let settings = description.settings
        let longest = min(settings.maximumLength, configuration.contextLength)
        let train = try folder.trainRows(vocabulary: configuration.vocabulary, maximumLength: longest)
        let heldOut = try folder.heldOutRows(vocabulary: configuration.vocabulary, maximumLength: longest)
        let recall = try folder.recallRows(vocabulary: configuration.vocabulary, maximumLength: longest)
        let samples = try folder.samples(
            vocabulary: configuration.vocabulary, contextLength: configuration.contextLength)
        let memory = MemoryEstimate(
            configuration: configuration, modelBytes: model.weights.byteCount, settings: settings,
            longestRow: (0..<train.count).map { train.bounds(of: $0).count }.max() ?? 0)
        let trainer = Trainer(
            model: model, settings: settings,
            recomputes: memory.recomputes(within: memoryBudget ?? ProcessMemory.usableBytes))
        let loop = try RunLoop(
            folder: folder, description: description, model: model, trainer: trainer,
            data: RunLoop.Data(train: train, heldOut: heldOut, recall: recall, samples: samples),
            report: report, isCancelled: isCancelled)
        try loop.run()
    }

    private func reportingFailure(_ report: (TrainingEvent) -> Void, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as any ExplainedError {
            if error.category != .cancelled { report(.failed(message: error.message)) }
            throw error
        }
    }
}
