package import Core
internal import Engine
internal import Foundation
internal import Store
internal import Tensor
internal import Tokenizer
internal import Training

/// Measures this machine; needs no home.
package enum BenchmarkService {
    /// What a training benchmark computes.
    package enum Workload: String, Codable, Sendable, CaseIterable {
        /// Sequences of random tokens, loss on every token.
        case packed
        /// Chats through the model's template, loss on the answers.
        case instructions
    }

    /// Measures training.
    ///
    /// - Throws: `EngineError` for an unusable model, ``WorkstationError`` for unusable data.
    package static func train(
        model: String, workload: Workload, batch: Int, length: Int, rank: Int, steps: Int, data: String?,
        threads: Int, numerics: Numerics
    ) throws -> TrainingFigures {
        let device = CPUDevice(threads: threads, numerics: numerics)
        let base = try ModelLoader.load(name: "model", digest: "", path: model, device: device)
        let benchmark = TrainingBenchmark(model: base.model, rank: rank, steps: steps)
        let result =
            switch workload {
            case .packed: try benchmark.packed(batch: batch, length: length)
            case .instructions: try benchmark.instructions(rows(data, base), batch: batch)
            }
        return TrainingFigures(
            engine: "diapason", workload: workload, threads: result.threads,
            tokensPerSecond: result.tokensPerSecond, examplesPerSecond: result.examplesPerSecond,
            peakRSSBytes: result.peakRSSBytes, losses: result.losses)
    }

    /// Measures prefill and decode.
    ///
    /// - Throws: `EngineError` for an unusable model or one whose context is too short.
    package static func generate(
        model: String, promptTokens: Int, newTokens: Int, runs: Int, threads: Int, numerics: Numerics
    ) throws -> GenerationBenchmarkResult {
        guard promptTokens > 0, newTokens > 0, runs > 0 else {
            throw WorkstationError.invalid(
                "invalid_benchmark", "The tokens and runs of a benchmark must be 1 or more.")
        }
        let device = CPUDevice(threads: threads, numerics: numerics)
        let model = try LanguageModel.load(path: model, device: device)
        let (configuration, weights) = (model.configuration, model.weights)
        var generator = SeededGenerator(seed: 0)
        let top = min(40_000, configuration.vocabulary)
        let prompt = (0..<promptTokens).map { _ in Int(generator.next() % UInt64(top)) }
        let clock = ContinuousClock()
        var result = GenerationBenchmarkResult(
            engine: "diapason", threads: device.threadCount, prefillTokensPerSecond: 0,
            decodeTokensPerSecond: 0, peakRSSBytes: 0,
            // Of a table beside a free head, a token reads one row.
            weightBytesPerToken: weights.byteCount
                - (weights.output == nil ? 0 : weights.embedding.byteCount),
            cacheBytesPerToken: model.cacheLayout.pageBytes / CacheLayout.positions)
        for _ in 0..<runs {
            let session = try DecodingSession(model: model, capacity: promptTokens + newTokens)
            let prefill = try clock.measure { _ = try session.prefill(prompt) } / .seconds(1)
            let decode =
                try clock.measure {
                    for index in 0..<newTokens { _ = try session.decode(prompt[index % promptTokens]) }
                } / .seconds(1)
            result.prefillTokensPerSecond = max(result.prefillTokensPerSecond, Double(promptTokens) / prefill)
            result.decodeTokensPerSecond = max(result.decodeTokensPerSecond, Double(newTokens) / decode)
        }
        result.peakRSSBytes = PeakMemory.bytes
        return result
    }

    private static func rows(_ path: String?, _ base: LoadedModel) throws -> [TrainingBenchmark.Row] {
        guard let path else {
            throw WorkstationError.invalid(
                "no_benchmark_data", "The instructions workload needs chats; name a JSONL file with --data.")
        }
        let chat = try base.requireChat()
        let bytes = try BenchmarkData.read(path)
        return try ExampleImporter.read(bytes, fileName: URL(filePath: path).lastPathComponent).rawRows.map {
            let (ids, weights) = try chat.encodeForTraining($0.example.messages)
            return TrainingBenchmark.Row(tokens: ids, weights: weights)
        }
    }
}
