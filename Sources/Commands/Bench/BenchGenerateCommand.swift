internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason bench generate --model FILE`.
struct BenchGenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Measure prefill and decode speed.")

    @Option(help: "The model, a GGUF file or a Hugging Face folder.")
    var model: String

    @Option(help: "Tokens of the prompt.")
    var promptTokens = 512

    @Option(help: "Tokens to decode.")
    var newTokens = 128

    @Option(help: "Runs; the best counts.")
    var runs = 3

    @Option(help: "Compute threads; 0 is one a core.")
    var threads = 0

    @Option(help: "How exactly products are computed: exact or fast.")
    var numerics = Numerics.fast

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let result = try BenchmarkService.generate(
            model: model, promptTokens: promptTokens, newTokens: newTokens, runs: runs, threads: threads,
            numerics: numerics)
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
        case .table:
            StandardOutput.line(
                String(
                    format: "prefill %.1f tokens/s, decode %.1f tokens/s, peak memory ",
                    result.prefillTokensPerSecond, result.decodeTokensPerSecond)
                    + Plain.bytes(result.peakRSSBytes))
        }
    }
}
