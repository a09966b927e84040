package import Core

extension TrainingSettings {
    /// Checks that every knob is in its range.
    ///
    /// - Throws: ``TrainingError`` that names the first setting out of range and what is allowed.
    package func validate() throws(TrainingError) {
        try require("rank", (1...1024).contains(rank), "in 1…1024")
        try require("alpha", alpha > 0 && alpha <= 65_536, "above 0 and at most 65536")
        try require("learningRate", learningRate > 0 && learningRate <= 1, "above 0 and at most 1")
        try require("steps", (1...10_000_000).contains(steps), "in 1…10000000")
        try require("warmupFraction", (0...1).contains(warmupFraction), "in 0…1")
        try require("batchExamples", (1...65_536).contains(batchExamples), "in 1…65536")
        try require("microBatchTokens", (16...1_048_576).contains(microBatchTokens), "in 16…1048576")
        try require("maximumLength", (2...1_048_576).contains(maximumLength), "in 2…1048576")
        try require("beta1", beta1 >= 0 && beta1 < 1, "at least 0 and below 1")
        try require("beta2", beta2 >= 0 && beta2 < 1, "at least 0 and below 1")
        try require("weightDecay", weightDecay >= 0 && weightDecay <= 1, "in 0…1")
        try require("gradientClip", gradientClip >= 0 && gradientClip.isFinite, "0 (off) or above")
        try require("evaluateEvery", evaluateEvery >= 0, "0 (only first and last) or above")
        try require("checkpointEvery", checkpointEvery >= 0, "0 (only the last) or above")
        try require("threads", (0...1024).contains(threads), "in 0…1024")
    }

    private func require(_ name: String, _ holds: Bool, _ allowed: String) throws(TrainingError) {
        guard holds else { throw .badSetting(name, allowed: allowed) }
    }
}
