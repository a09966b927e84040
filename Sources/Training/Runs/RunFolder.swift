package import Core
import Engine
import FoundationEssentials

/// A run's folder: what it is told in files, and where it leaves its results.
///
/// Inputs are `run.json`, `samples.json` and in `data/` `train.safetensors`, `held-out.safetensors` and
/// `recall.safetensors`; results are `metrics.jsonl`, `checkpoints/` and `adapter/`. Everything read is checked: the folder may come from anywhere.
package struct RunFolder: Sendable {
    /// Settings and prompts are far smaller than this.
    private static let mostBytes = 64 << 20

    /// Where the folder is.
    package let path: String

    /// Names a folder.
    package init(path: String) {
        self.path = path
    }

    /// The description of the run.
    package var descriptionPath: String { path + "/run.json" }
    /// The rows to train on.
    package var trainPath: String { path + "/data/train.safetensors" }
    /// The rows of held-out documents that the loss is measured on.
    package var heldOutPath: String { path + "/data/held-out.safetensors" }
    /// The recall questions that the loss is measured on.
    package var recallPath: String { path + "/data/recall.safetensors" }
    /// The prompts that are answered at every evaluation.
    package var samplesPath: String { path + "/samples.json" }
    /// One training event a line.
    package var metricsPath: String { path + "/metrics.jsonl" }
    /// The checkpoints.
    package var checkpointsPath: String { path + "/checkpoints" }
    /// The best adapter as a PEFT folder.
    package var adapterPath: String { path + "/adapter" }

    /// What the log says of some steps, in order: their measurements, sample answers and checkpoints.
    ///
    /// - Parameter steps: Steps done when it was measured.
    /// - Returns: The events; what cannot be read is left out.
    package func loggedEvents(of steps: ClosedRange<Int>) -> [TrainingEvent] {
        MetricsLog.entries(at: metricsPath).map(\.event).filter { $0.stepsDone.map(steps.contains) ?? false }
    }

    /// Reads `run.json`.
    ///
    /// - Throws: ``TrainingError`` when it is missing, damaged, of another version or out of range.
    package func description() throws(TrainingError) -> RunDescription {
        let description: RunDescription = try decode(descriptionPath, name: "run.json")
        guard description.formatVersion == RunDescription.currentFormatVersion else {
            throw .unsupportedFormat(description.formatVersion)
        }
        try description.settings.validate()
        return description
    }

    /// Reads `samples.json`; no prompts when there is no such file.
    ///
    /// - Throws: ``TrainingError`` when it is damaged or a prompt does not fit the model.
    package func samples(vocabulary: Int, contextLength: Int) throws(TrainingError) -> SamplePrompts {
        guard FileManager.default.fileExists(atPath: samplesPath) else {
            return SamplePrompts(prompts: [], stopTokens: [], maximumTokens: 0)
        }
        let samples: SamplePrompts = try decode(samplesPath, name: "samples.json")
        let ids = samples.prompts.joined()
        guard ids.allSatisfy({ $0 >= 0 && $0 < vocabulary }) else {
            throw .corrupt(
                "samples.json", "it holds a token id outside the model's vocabulary of \(vocabulary)")
        }
        let most = samples.maximumTokens
        guard most >= 0, most <= contextLength,
            samples.prompts.allSatisfy({ !$0.isEmpty && $0.count <= contextLength - most })
        else {
            throw .corrupt("samples.json", "a prompt with its answer does not fit \(contextLength) tokens")
        }
        return samples
    }

    /// Reads the rows to train on.
    ///
    /// - Throws: ``TrainingError`` when the file is missing, damaged or empty.
    package func trainRows(vocabulary: Int, maximumLength: Int) throws(TrainingError) -> TokenRows {
        let rows = try rows(trainPath, "train.safetensors", vocabulary, maximumLength)
        guard rows.count > 0 else { throw .corrupt("train.safetensors", "it has no rows") }
        return rows
    }

    /// Reads the held-out rows; none when there is no such file.
    ///
    /// - Throws: ``TrainingError`` when the file is damaged.
    package func heldOutRows(vocabulary: Int, maximumLength: Int) throws(TrainingError) -> TokenRows {
        try rowsIfAny(heldOutPath, "held-out.safetensors", vocabulary, maximumLength)
    }

    /// Reads the recall questions; none when there is no such file, as in the folders of earlier versions.
    ///
    /// - Throws: ``TrainingError`` when the file is damaged.
    package func recallRows(vocabulary: Int, maximumLength: Int) throws(TrainingError) -> TokenRows {
        try rowsIfAny(recallPath, "recall.safetensors", vocabulary, maximumLength)
    }

    /// Writes everything that a run needs; the folder must not hold a run yet.
    ///
    /// - Throws: ``TrainingError`` when a file cannot be written.
    package static func create(
        path: String, description: RunDescription, train: TokenRows, heldOut: TokenRows, recall: TokenRows,
        samples: SamplePrompts
    ) throws(TrainingError) -> RunFolder {
        let folder = RunFolder(path: path)
        try DurableFiles.makeFolder(path + "/data")
        try write(train, to: folder.trainPath)
        try write(heldOut, to: folder.heldOutPath)
        try write(recall, to: folder.recallPath)
        try encode(samples, to: folder.samplesPath)
        // Last, because a folder with this file is a whole run.
        try encode(description, to: folder.descriptionPath)
        return folder
    }

    /// Reads a file that is expected to be small.
    static func smallFile(_ path: String, name: String) throws(TrainingError) -> Data {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int else {
            throw .unreadable(name, reason: "it does not exist")
        }
        guard size <= mostBytes else { throw .corrupt(name, "it has \(size) bytes, which cannot be right") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(name, reason: "it may not be opened")
        }
        return data
    }

    // MARK: - Parts

    private func decode<Value: Decodable>(_ path: String, name: String) throws(TrainingError) -> Value {
        let data = try Self.smallFile(path, name: name)
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch {
            throw .corrupt(name, "it is not the JSON that belongs there")
        }
    }

    private static func encode(_ value: some Encodable, to path: String) throws(TrainingError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            // Only a setting that is not a number cannot be encoded.
            throw .unwritable(path, reason: "a setting is not a number")
        }
        try DurableFiles.write(data, to: path)
    }

    private func rowsIfAny(
        _ path: String, _ name: String, _ vocabulary: Int, _ maximumLength: Int
    ) throws(TrainingError) -> TokenRows {
        guard FileManager.default.fileExists(atPath: path) else {
            return try TokenRows(
                tokens: [], weights: [], offsets: [0], vocabulary: vocabulary, maximumLength: maximumLength,
                name: name)
        }
        return try rows(path, name, vocabulary, maximumLength)
    }

    private func rows(
        _ path: String, _ name: String, _ vocabulary: Int, _ maximumLength: Int
    ) throws(TrainingError) -> TokenRows {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unreadable(name, reason: "it does not exist")
        }
        let tokens: [Int]
        let weights: [Float]
        let offsets: [Int]
        do {
            let file = try SafetensorsFile(path: path)
            tokens = try file.integers(named: "tokens")
            weights = try file.floats(named: "weights")
            offsets = try file.integers(named: "offsets")
        } catch {
            throw .corrupt(name, "it is not a shard of token rows (\(error.code))")
        }
        return try TokenRows(
            tokens: tokens.map { Int32(clamping: $0) }, weights: weights, offsets: offsets,
            vocabulary: vocabulary, maximumLength: maximumLength, name: name)
    }

    private static func write(_ rows: TokenRows, to path: String) throws(TrainingError) {
        var writer = SafetensorsWriter()
        writer.add(rows.tokens, named: "tokens")
        writer.add(rows.weights, named: "weights")
        writer.add(rows.offsets.map { Int64($0) }, named: "offsets")
        do {
            try writer.write(to: path)
        } catch {
            throw .unwritable(path, reason: error.message)
        }
    }
}
