internal import Core

extension PartialTrainingSettings {
    /// Writes the chosen settings over the planner's.
    ///
    /// `rows`: Rows to learn from, for turning epochs into steps.
    ///
    /// - Throws: ``WorkstationError`` that names a setting out of range.
    func apply(to settings: inout TrainingSettings, rows: Int) throws {
        settings.rank = try checked(rank, "rank", 1...256) ?? settings.rank
        settings.alpha = try checked(alpha, "alpha", 0.01...1024) ?? settings.alpha
        settings.learningRate = try checked(learningRate, "learningRate", 1e-7...0.1) ?? settings.learningRate
        let batch = try checked(batchExamples, "batchExamples", 1...1024)
        if let batch {
            // The planner chose steps for its own batch; keep the passes over the data when the batch changes.
            settings.steps = max(1, settings.steps * settings.batchExamples / batch)
            settings.batchExamples = batch
        }
        if let epochs = try checked(epochs, "epochs", 0.01...1000) {
            settings.steps = max(
                1, Int((epochs * Double(rows) / Double(settings.batchExamples)).rounded(.up)))
        }
        settings.steps = try checked(steps, "steps", 1...10_000_000) ?? settings.steps
        settings.seed = seed ?? settings.seed
        settings.threads = try checked(threads, "threads", 0...256) ?? settings.threads
        settings.numerics = numerics ?? settings.numerics
        settings.evaluateEvery =
            try checked(evaluateEvery, "evaluateEvery", 0...1_000_000)
            ?? min(settings.evaluateEvery, settings.steps)
        settings.checkpointEvery =
            try checked(checkpointEvery, "checkpointEvery", 1...1_000_000)
            ?? min(settings.checkpointEvery, settings.steps)
    }

    private func checked<Value: Comparable>(
        _ value: Value?, _ name: String, _ range: ClosedRange<Value>
    ) throws -> Value? {
        guard let value else { return nil }
        guard range.contains(value) else {
            throw WorkstationError.invalid(
                "invalid_setting",
                "The setting \(name) must be from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }
}
