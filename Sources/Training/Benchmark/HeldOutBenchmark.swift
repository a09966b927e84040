import Core
package import Engine
import Tensor

/// Trains a small adapter on a text and measures how well it then predicts a part of the text that it has not seen.
///
/// Done once in exact and once in fast numbers with the same seed, it tells what rounding costs in the end.
package struct HeldOutBenchmark {
    /// Mean losses over the held-out rows, in nats a token.
    package struct Result: Sendable {
        /// Before the first step.
        package var lossBefore: Double
        /// After the last step.
        package var lossAfter: Double
    }

    private let train: TokenRows
    private let heldOut: TokenRows
    private let settings: TrainingSettings

    /// Tokens of a row.
    private static let rowLength = 128
    /// Rows of a step.
    private static let batch = 4
    /// One row in so many is held out.
    private static let heldOutEvery = 8

    /// Cuts a text into rows.
    ///
    /// - Parameters:
    ///   - tokens: The text.
    ///   - steps: Optimizer steps.
    ///   - configuration: The model's.
    /// - Throws: ``TrainingError`` when the text is too short or a token is unknown.
    package init(tokens: [Int], steps: Int, configuration: ModelConfiguration) throws(TrainingError) {
        guard steps > 0 else { throw .badSetting("steps", allowed: "1 or more") }
        let length = min(Self.rowLength, configuration.contextLength)
        let rows = stride(from: 0, through: tokens.count - length, by: length).map {
            Array(tokens[$0..<$0 + length])
        }
        guard rows.count >= 2 * Self.heldOutEvery else {
            throw .badSetting("text", allowed: "at least \(2 * Self.heldOutEvery * length) tokens")
        }
        func isHeldOut(_ row: Int) -> Bool { row % Self.heldOutEvery == Self.heldOutEvery - 1 }
        func shard(_ name: String, _ wanted: (Int) -> Bool) throws(TrainingError) -> TokenRows {
            let some = rows.indices.filter(wanted).map { rows[$0] }
            return try TokenRows(
                tokens: some.flatMap { $0.map { Int32(clamping: $0) } },
                weights: [Float](repeating: 1, count: some.count * length),
                offsets: (0...some.count).map { $0 * length }, vocabulary: configuration.vocabulary,
                maximumLength: length, name: name)
        }
        train = try shard("the rows to train on") { !isHeldOut($0) }
        heldOut = try shard("the held-out rows", isHeldOut)
        var settings = TrainingSettings()
        settings.steps = steps
        settings.batchExamples = Self.batch
        self.settings = settings
    }

    /// Trains and measures; the numbers are the device's of the model.
    ///
    /// - Throws: ``TrainingError`` when the loss is not a number.
    package func run(_ model: LanguageModel) throws(TrainingError) -> Result {
        let trainer = Trainer(model: model, settings: settings, recomputes: false)
        let order = BatchOrder(of: train, batchExamples: settings.batchExamples, seed: settings.seed)
        let schedule = LearningRateSchedule(
            peak: settings.learningRate, steps: settings.steps, warmupFraction: settings.warmupFraction)
        let before = try loss(trainer)
        for step in 0..<settings.steps {
            let batches = Packer.pack(order.rows(ofStep: step), of: train, limit: settings.microBatchTokens)
            _ = try trainer.step(batches, learningRate: schedule.rate(atStep: step)) { false }
        }
        return Result(lossBefore: before, lossAfter: try loss(trainer))
    }

    private func loss(_ trainer: Trainer) throws(TrainingError) -> Double {
        let batches = Packer.pack(0..<heldOut.count, of: heldOut, limit: settings.microBatchTokens)
        return try trainer.meanLoss(batches) { false } ?? .nan
    }
}
