internal import Core
internal import Engine
internal import Tensor
internal import Tokenizer
internal import Training

extension BenchmarkService {
    /// Measures how close fast numbers stay to exact ones on a text.
    ///
    /// - Parameters:
    ///   - model: The model's file.
    ///   - texts: Text files, read one after another.
    ///   - tokens: How many of their first tokens are compared; a shorter text gives fewer.
    ///   - decoded: How many of the last of them are also decoded one by one.
    ///   - window: The most tokens read in one go; nil is the model's context.
    ///   - trainingSteps: Steps of training on the whole text in both numbers; 0 trains nothing.
    ///   - threads: Compute threads; 0 is one a core.
    /// - Returns: The figures, which know their bars.
    /// - Throws: `EngineError` for an unusable model, `TrainingError` for too short a text, ``WorkstationError`` for
    ///   an unreadable one.
    package static func numerics(
        model: String, texts: [String], tokens: Int, decoded: Int, window: Int?, trainingSteps: Int,
        threads: Int
    ) throws -> NumericsFigures {
        let pair = try [Numerics.exact, .fast].map { numerics in
            try ModelLoader.load(
                name: "model", digest: "", path: model,
                device: CPUDevice(threads: threads, numerics: numerics))
        }
        let (exact, fast) = (pair[0], pair[1])
        let bytes = try Array(texts.map(BenchmarkData.read).joined(separator: [UInt8(ascii: "\n")]))
        let ids = exact.tokenizer.encodeSequence(String(decoding: bytes, as: UTF8.self))
        let text = Array(ids.prefix(max(0, tokens)))
        guard text.count > 1, window ?? 2 > 1 else {
            throw WorkstationError.invalid(
                "invalid_benchmark", "A comparison needs a text and a window of two tokens or more.")
        }
        let result = try ModelComparison(reference: exact.model, other: fast.model).compare(
            text, window: window ?? exact.model.configuration.contextLength, decoded: decoded)
        return NumericsFigures(
            tokens: text.count, windows: result.windows, prefill: .init(result.prefill),
            decode: result.decode.positions > 0 ? .init(result.decode) : nil,
            training: trainingSteps > 0 ? try training(ids, steps: trainingSteps, exact, fast) : nil)
    }

    private static func training(
        _ ids: [Int], steps: Int, _ exact: LoadedModel, _ fast: LoadedModel
    ) throws -> NumericsFigures.Training {
        let benchmark = try HeldOutBenchmark(
            tokens: ids, steps: steps, configuration: exact.model.configuration)
        let reference = try benchmark.run(exact.model)
        return NumericsFigures.Training(
            steps: steps, lossBefore: reference.lossBefore, exactLoss: reference.lossAfter,
            fastLoss: try benchmark.run(fast.model).lossAfter)
    }
}
