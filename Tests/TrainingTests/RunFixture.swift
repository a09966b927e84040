import Core
import Engine
import Foundation
import Tensor

@testable import Training

/// A run on the tiny model in a folder of its own: a repeated pattern to learn, prompts and held-out rows.
final class RunFixture {
    let path: String
    let folder: RunFolder
    let model: LanguageModel
    var settings: TrainingSettings

    /// Rows that count upwards from every start, which a model learns quickly.
    static func rows(_ starts: Range<Int>, length: Int = 12) throws -> TokenRows {
        let tokens = starts.flatMap { start in (0..<length).map { Int32((start * 5 + $0 * 3) % 64) } }
        return try TokenRows(
            tokens: tokens, weights: tokens.indices.map { $0 % length < 2 ? 0 : 1 },
            offsets: (0...starts.count).map { $0 * length }, vocabulary: 64, maximumLength: 64, name: "rows")
    }

    /// A tiny model with random weights.
    static func model(seed: UInt64 = 1) throws -> LanguageModel {
        var generator = SeededGenerator(seed: seed)
        let shape = TinyModel.configuration
        let weights = try TinyModel.weights { name in
            let (rows, columns): (Int, Int) =
                if name.contains("norm") {
                    (1, shape.hiddenSize)
                } else if name.contains("embed") {
                    (shape.vocabulary, shape.hiddenSize)
                } else if let module = LinearModule.allCases.first(where: { name.contains($0.rawValue) }) {
                    (shape.outputs(of: module), shape.inputs(of: module))
                } else {
                    (0, 0)
                }
            let isNorm = name.contains("norm")
            return Matrix(
                rows: rows, columns: columns,
                (0..<rows * columns).map { _ in isNorm ? 1 : generator.uniform(limit: 0.4) })
        }
        return LanguageModel(
            path: "tiny", configuration: shape, weights: weights, device: CPUDevice(threads: 2)
        )
    }

    init(recall: TokenRows? = nil, _ change: (inout TrainingSettings) -> Void = { _ in }) throws {
        path = NSTemporaryDirectory() + "training-" + UUID().uuidString
        model = try Self.model()
        var settings = TrainingSettings()
        settings.rank = 4
        settings.alpha = 8
        settings.learningRate = 2e-2
        settings.steps = 20
        settings.batchExamples = 4
        settings.microBatchTokens = 30
        settings.maximumLength = 32
        settings.evaluateEvery = 5
        settings.checkpointEvery = 4
        settings.seed = 7
        change(&settings)
        let recall = try recall ?? Self.rows(0..<0)
        self.settings = settings
        folder = try RunFolder.create(
            path: path,
            description: RunDescription(
                model: .init(path: "tiny", digest: "d1", name: "tiny"), settings: settings,
                adapterName: "tiny"),
            train: Self.rows(0..<24), heldOut: Self.rows(24..<32), recall: recall,
            samples: SamplePrompts(prompts: [[5, 8, 11], [1]], stopTokens: [0], maximumTokens: 6))
    }

    deinit {
        // A temporary folder: what cannot be removed is the system's to clean.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Executes the run, or a copy of its folder.
    @discardableResult
    func execute(
        _ other: RunFolder? = nil, memoryBudget: Int? = nil, onEvent: (TrainingEvent) -> Void = { _ in },
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> [TrainingEvent] {
        var events: [TrainingEvent] = []
        try withoutActuallyEscaping(onEvent) { onEvent in
            try TrainingRun(folder: other ?? folder, memoryBudget: memoryBudget).execute(
                model: model,
                report: {
                    events.append($0)
                    onEvent($0)
                }, isCancelled: isCancelled)
        }
        return events
    }

    /// A copy of the folder as it is now: what a process that is killed at this moment leaves.
    func snapshot(_ name: String) throws -> RunFolder {
        let copy = path + "-" + name
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return RunFolder(path: copy)
    }

    /// The bytes of a result.
    static func bytes(_ folder: RunFolder, _ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
    }
}
