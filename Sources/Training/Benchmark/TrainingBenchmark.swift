import Core
package import Engine
import Tensor

/// Measures training speed with the same work as the peers' script: LoRA on every linear layer, AdamW.
///
/// One step warms up; the rest are timed. Tokens are real ones: there is no padding.
package struct TrainingBenchmark {
    /// What a measurement gave; encodes to the keys of `bench train`.
    package struct Result: Codable, Sendable {
        /// Real tokens a second of the timed steps.
        package var tokensPerSecond: Double
        /// Rows a second of the timed steps.
        package var examplesPerSecond: Double
        /// The most memory that the process had.
        package var peakRSSBytes: Int
        /// Mean loss of every step, the first included.
        package var losses: [Double]
        /// Threads that computed.
        package var threads: Int

        /// The keys that `bench train` prints.
        package enum CodingKeys: String, CodingKey {
            case tokensPerSecond = "tokens_per_second"
            case examplesPerSecond = "examples_per_second"
            case peakRSSBytes = "peak_rss_bytes"
            case losses
            case threads
        }
    }

    /// One row: its ids, and the loss weight of predicting each of them.
    package struct Row: Sendable {
        /// Token ids.
        package var tokens: [Int]
        /// As many loss weights.
        package var weights: [Float]

        /// Makes a row.
        package init(tokens: [Int], weights: [Float]) {
            self.tokens = tokens
            self.weights = weights
        }
    }

    private let model: LanguageModel
    private let settings: TrainingSettings
    private let steps: Int
    private let recomputes: Bool

    /// Prepares a measurement.
    ///
    /// - Parameters:
    ///   - model: The base model.
    ///   - rank: Rank of the adapter.
    ///   - steps: Timed steps.
    ///   - microBatchTokens: The most tokens computed at once.
    ///   - recomputes: Whether layers are computed a second time to save memory.
    package init(
        model: LanguageModel, rank: Int = 16, steps: Int = 4, microBatchTokens: Int = 1024,
        recomputes: Bool = false
    ) {
        self.model = model
        self.steps = max(1, steps)
        self.recomputes = recomputes
        var settings = TrainingSettings()
        settings.rank = rank
        settings.learningRate = 1e-4
        settings.beta2 = 0.999
        settings.weightDecay = 0.01
        settings.gradientClip = 0
        settings.microBatchTokens = microBatchTokens
        self.settings = settings
    }

    /// Trains on rows of random ids in 100..<40000 (fewer for a smaller vocabulary), every token with loss.
    ///
    /// - Throws: ``TrainingError`` when a count is out of range.
    package func packed(batch: Int, length: Int) throws(TrainingError) -> Result {
        guard batch > 0, batch <= 1024 else { throw .badSetting("batch", allowed: "in 1…1024") }
        guard length > 1, length <= model.configuration.contextLength else {
            throw .badSetting("length", allowed: "in 2…\(model.configuration.contextLength)")
        }
        let highest = min(40_000, model.configuration.vocabulary)
        let lowest = min(100, highest - 1)
        var generator = SeededGenerator(seed: 0)
        let rows = (0..<batch).map { _ in
            Row(
                tokens: (0..<length).map { _ in lowest + Int(generator.next() % UInt64(highest - lowest)) },
                weights: [Float](repeating: 1, count: length))
        }
        return try measure(rows, batch: batch)
    }

    /// Trains on the caller's rows, `batch` of them a step, from the first on and around.
    ///
    /// - Throws: ``TrainingError`` when there are no rows or one is not sound.
    package func instructions(_ rows: [Row], batch: Int) throws(TrainingError) -> Result {
        guard !rows.isEmpty else { throw .badSetting("data", allowed: "at least one row") }
        guard batch > 0, batch <= 1024 else { throw .badSetting("batch", allowed: "in 1…1024") }
        return try measure(rows, batch: batch)
    }

    private func measure(_ rows: [Row], batch: Int) throws(TrainingError) -> Result {
        var offsets = [0]
        for row in rows { offsets.append(offsets[offsets.count - 1] + row.tokens.count) }
        let data = try TokenRows(
            tokens: rows.flatMap { $0.tokens.map { Int32(clamping: $0) } }, weights: rows.flatMap(\.weights),
            offsets: offsets, vocabulary: model.configuration.vocabulary,
            maximumLength: model.configuration.contextLength, name: "the benchmark's rows")
        let trainer = Trainer(model: model, settings: settings, recomputes: recomputes)
        var losses: [Double] = []
        var tokens = 0
        var timed = Duration.zero
        let clock = ContinuousClock()
        for step in 0...steps {
            let indices = (0..<batch).map { (step * batch + $0) % rows.count }
            let start = clock.now
            let batches = Packer.pack(indices, of: data, limit: settings.microBatchTokens)
            let outcome = try trainer.step(batches, learningRate: settings.learningRate) { false }
            let took = start.duration(to: clock.now)
            losses.append(outcome.loss)
            if step > 0 {
                timed += took
                tokens += batches.reduce(0) { $0 + $1.realTokenCount }
            }
        }
        let seconds = timed / .seconds(1)
        return Result(
            tokensPerSecond: Double(tokens) / seconds, examplesPerSecond: Double(steps * batch) / seconds,
            peakRSSBytes: ProcessMemory.peakBytes, losses: losses, threads: model.device.threadCount)
    }
}
