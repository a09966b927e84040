internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason bench train --model FILE --workload packed|instructions`.
struct BenchTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Measure training speed and memory.")

    @Option(help: "The model, a GGUF file or a Hugging Face folder.")
    var model: String

    @Option(help: "packed (random tokens) or instructions (chats of --data).")
    var workload: BenchmarkService.Workload = .packed

    @Option(help: "Sequences or chats in one step.")
    var batch = 4

    @Option(help: "Tokens of a packed sequence.")
    var length = 512

    @Option(help: "Rank of the adapter.")
    var rank = 16

    @Option(help: "Timed steps, after one to warm up.")
    var steps = 4

    @Option(help: "Chats as JSONL, for the instructions workload.")
    var data: String?

    @Option(help: "Compute threads; 0 is one a core.")
    var threads = 0

    @Option(help: "How exactly products are computed: exact or fast.")
    var numerics = Numerics.fast

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let result = try BenchmarkService.train(
            model: model, workload: workload, batch: batch, length: length, rank: rank, steps: steps,
            data: data, threads: threads, numerics: numerics)
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
        case .table:
            StandardOutput.line(
                String(
                    format: "%.1f tokens/s, %.3f examples/s, peak memory ", result.tokensPerSecond,
                    result.examplesPerSecond)
                    + Plain.bytes(result.peakRSSBytes)
                    + ", losses " + result.losses.map { String(format: "%.4f", $0) }.joined(separator: " "))
        }
    }
}

extension BenchmarkService.Workload: ExpressibleByArgument {}
