package import Core
internal import Engine
internal import Tensor

extension BenchmarkService {
    /// What a serving benchmark asks for.
    package struct ServingWork: Sendable {
        /// Requests at once.
        package var requests = 8
        /// Tokens of each prompt; no two prompts begin alike.
        package var promptTokens = 64
        /// Tokens of each answer.
        package var newTokens = 64
        /// Rank of the adapters.
        package var rank = 16
        /// Runs of each kind, in turn; the medians count.
        package var runs = 3

        /// The usual work.
        package init() {}
    }

    /// Measures requests that are computed together: on the base, each on an adapter of its own, and one after another.
    ///
    /// The whole path of a token is timed, prompts and the choice of tokens included. The adapters are random in every matrix,
    /// as trained ones are.
    ///
    /// - Throws: `EngineError` for an unusable model or one whose context is too short.
    package static func serve(
        model path: String, work: ServingWork, threads: Int, numerics: Numerics
    ) throws -> ServingBenchmarkResult {
        guard work.requests > 0, work.promptTokens > 0, work.newTokens > 0, work.rank > 0, work.runs > 0
        else {
            throw WorkstationError.invalid(
                "invalid_benchmark", "The requests, tokens, rank and runs of a benchmark must be 1 or more.")
        }
        let device = CPUDevice(threads: threads, numerics: numerics)
        let model = try LanguageModel.load(path: path, device: device)
        let bases = [AdapterMix](repeating: .base, count: work.requests)
        let mixes = (0..<work.requests).map {
            AdapterMix([(randomAdapter(model, rank: work.rank, seed: UInt64($0)), 1)])
        }
        var (base, adapters, serial): ([Double], [Double], [Double]) = ([], [], [])
        for run in 0..<work.runs {
            base.append(try speed(model, work, bases, atOnce: true, seed: run))
            adapters.append(try speed(model, work, mixes, atOnce: true, seed: run))
            serial.append(try speed(model, work, bases, atOnce: false, seed: run))
        }
        return ServingBenchmarkResult(
            engine: "diapason", threads: device.threadCount, requests: work.requests,
            baseTokensPerSecond: median(base), adaptersTokensPerSecond: median(adapters),
            serialTokensPerSecond: median(serial), peakRSSBytes: PeakMemory.bytes)
    }

    /// Tokens made a second by one request for each mix.
    private static func speed(
        _ model: LanguageModel, _ work: ServingWork, _ mixes: [AdapterMix], atOnce: Bool, seed: Int
    ) throws -> Double {
        var generator = SeededGenerator(seed: UInt64(seed))
        let top = UInt64(min(40_000, model.configuration.vocabulary))
        let scheduler = BatchScheduler(model: model)
        let seconds =
            try ContinuousClock().measure {
                for mix in mixes {
                    let prompt = (0..<work.promptTokens).map { _ in Int(generator.next() % top) }
                    let handler = ServingBenchmarkHandler()
                    try scheduler.add(
                        BatchRequest(prompt: prompt, mix: mix, limit: work.newTokens, handler: handler))
                    if !atOnce { while !scheduler.isIdle { scheduler.step() } }
                }
                while !scheduler.isIdle { scheduler.step() }
            } / .seconds(1)
        return Double(mixes.count * work.newTokens) / seconds
    }

    private static func randomAdapter(_ model: LanguageModel, rank: Int, seed: UInt64) -> LoRAAdapter {
        let configuration = model.configuration
        var generator = SeededGenerator(seed: seed)
        let adapter = LoRAAdapter(rank: rank, alpha: Float(2 * rank), configuration: configuration) {
            _, module in
            let (inputs, outputs) = (configuration.inputs(of: module), configuration.outputs(of: module))
            func matrix(_ rows: Int, _ columns: Int) -> Matrix {
                let bound = 0.01 / Float(columns).squareRoot()
                return Matrix(
                    rows: rows, columns: columns,
                    (0..<rows * columns).map { _ in Float.random(in: -bound...bound, using: &generator) })
            }
            return LoRAPair(a: matrix(rank, inputs), b: matrix(outputs, rank))
        }
        return LoRAAdapter(frozen: adapter)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// Draws tokens as a chat does, and never ends before its limit.
private final class ServingBenchmarkHandler: BatchHandler {
    private var sampler: Sampler
    private var history: [Int] = []

    init() {
        var options = SamplingOptions()
        options.seed = 0
        sampler = Sampler(options)
    }

    var isCancelled: Bool { false }

    func choose(_ logits: [Float]) throws(EngineError) -> Int? {
        let token = try sampler.next(logits, history: history).token
        history.append(token)
        return token
    }

    func finish(_ outcome: BatchOutcome) {}
}
