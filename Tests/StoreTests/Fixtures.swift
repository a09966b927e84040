import Core
import Store

/// A digest that no content has, different for each seed.
func digest(_ seed: String) -> String { Digest.sha256(seed) }

func tinyModel(_ name: String = "tiny") -> ModelRecord {
    ModelRecord(
        name: name, architecture: "llama", parameters: 1_000, sizeBytes: 4_000, digest: digest(name),
        quantization: "Q4_1", contextLength: 512, path: "models/\(name)/model.gguf")
}

func document(
    _ name: String, in collection: String = "papers", content: String? = nil, state: DocumentState = .used,
    reason: String? = nil
) -> DocumentRecord {
    DocumentRecord(
        collectionName: collection, name: name, format: .text, state: state, reason: reason,
        title: "Title of \(name)", characters: 100, sizeBytes: 120, digest: digest(content ?? name),
        blocksDigest: state == .used ? digest("blocks of " + (content ?? name)) : nil, notes: ["A note."])
}

func row(_ question: String, _ answer: String, _ split: DatasetSplit = .train) -> DatasetRow {
    DatasetRow(
        example: Example(
            kind: .question,
            messages: [Message(role: .user, content: question), Message(role: .assistant, content: answer)]),
        split: split)
}

func trainingRun(steps: Int = 10) -> RunRecord {
    var settings = TrainingSettings()
    settings.seed = .max
    return RunRecord(
        datasetName: "facts", datasetVersion: 1, modelName: "tiny", adapterName: "expert", steps: steps,
        settings: settings)
}

func step(_ number: Int, loss: Double = 2) -> TrainingStep {
    TrainingStep(
        step: number, loss: loss, learningRate: 1e-3, gradientNorm: 1, tokens: 100, lossTokens: 40,
        seconds: 0.5,
        secondsLeft: 3)
}

func newVersion(_ path: String) -> NewAdapterVersion {
    NewAdapterVersion(path: path, digest: digest(path), rank: 16, alpha: 32, sizeBytes: 10)
}

extension LibraryStore {
    /// A model, a dataset with one version, and a run on it.
    func withRun() async throws -> RunRecord {
        try await addModel(tinyModel())
        try await createDataset(DatasetRecord(name: "facts"))
        _ = try await addDatasetVersion(to: "facts", note: "Built", rows: [row("q", "a")])
        let run = trainingRun()
        try await addRun(run)
        return run
    }
}
