internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason bench serve --model FILE`.
struct BenchServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Measure requests that are computed together, on the base and on adapters of their own.")

    @Option(help: "The GGUF file.")
    var model: String

    @Option(help: "Requests at once.")
    var requests = 8

    @Option(help: "Tokens of each prompt.")
    var promptTokens = 64

    @Option(help: "Tokens of each answer.")
    var newTokens = 64

    @Option(help: "Rank of the adapters.")
    var rank = 16

    @Option(help: "Runs of each kind; the medians count.")
    var runs = 3

    @Option(help: "Compute threads; 0 is one a core.")
    var threads = 0

    @Option(help: "How exactly products are computed: exact or fast.")
    var numerics = Numerics.fast

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        var work = BenchmarkService.ServingWork()
        work.requests = requests
        work.promptTokens = promptTokens
        work.newTokens = newTokens
        work.rank = rank
        work.runs = runs
        let result = try BenchmarkService.serve(
            model: model, work: work, threads: threads, numerics: numerics)
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
        case .table:
            StandardOutput.line(
                String(
                    format: "%d requests: base %.1f tokens/s, adapters %.1f tokens/s (%.2f of the base), "
                        + "one after another %.1f tokens/s (%.2f times slower), peak memory ",
                    result.requests, result.baseTokensPerSecond, result.adaptersTokensPerSecond,
                    result.adaptersTokensPerSecond / result.baseTokensPerSecond, result.serialTokensPerSecond,
                    result.baseTokensPerSecond / result.serialTokensPerSecond)
                    + Plain.bytes(result.peakRSSBytes))
        }
    }
}
