internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason bench numerics --model FILE --text FILE`.
struct BenchNumericsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "numerics", abstract: "Measure how close fast numbers stay to exact ones.",
        discussion: """
            Reads a text with both and compares what they predict at every position, then trains an adapter with both \
            if steps are given. The exit status is 1 when a figure misses its bar.
            """)

    @Option(help: "The GGUF file.")
    var model: String

    @Option(help: "A text file; may be given several times.")
    var text: [String]

    @Option(help: "Tokens to compare, from the start of the text.")
    var tokens = 2000

    @Option(help: "How many of the last of them are also decoded one by one.")
    var decodeTokens = 200

    @Option(help: "The most tokens read in one go; the model's context unless given.")
    var window: Int?

    @Option(help: "Steps of training on the text in both; 0 trains nothing.")
    var trainSteps = 0

    @Option(help: "Compute threads; 0 is one a core.")
    var threads = 0

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let figures = try BenchmarkService.numerics(
            model: model, texts: text, tokens: tokens, decoded: decodeTokens, window: window,
            trainingSteps: trainSteps, threads: threads)
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(figures), as: UTF8.self))
        case .table: StandardOutput.line(Self.table(figures))
        }
        if !figures.isMet { throw ExitCode(1) }
    }

    private static func table(_ figures: NumericsFigures) -> String {
        var table = Table("what", "figure", "bar", "")
        func add(_ what: String, _ figure: String, bar: String = "", isMet: Bool? = nil) {
            table.add(what, figure, bar, isMet.map { $0 ? "met" : "missed" } ?? "")
        }
        func add(_ predictions: NumericsFigures.Predictions, _ name: String) {
            let (mean, share) = (predictions.meanDivergence, predictions.sameTopShare)
            add("\(name): positions", Plain.count(predictions.positions))
            add(
                "\(name): mean KL, nats a token", String(format: "%.2e", mean),
                bar: String(format: "<= %.0e", NumericsFigures.largestMeanDivergence),
                isMet: mean <= NumericsFigures.largestMeanDivergence)
            add("\(name): largest KL", String(format: "%.2e", predictions.largestDivergence))
            add(
                "\(name): same likeliest token", String(format: "%.3f %%", 100 * share),
                bar: String(format: ">= %.0f %%", 100 * NumericsFigures.leastSameTopShare),
                isMet: share >= NumericsFigures.leastSameTopShare)
            add(
                "\(name): perplexity, exact and fast",
                String(format: "%.4f and %.4f", predictions.exactPerplexity, predictions.fastPerplexity))
        }
        add(figures.prefill, "prefill")
        if let decode = figures.decode { add(decode, "decode") }
        if let training = figures.training {
            add("training: held-out loss before", String(format: "%.4f", training.lossBefore))
            add(
                "training: after \(training.steps) steps, exact and fast",
                String(format: "%.4f and %.4f", training.exactLoss, training.fastLoss))
            add(
                "training: difference", String(format: "%.3f %%", 100 * training.difference),
                bar: String(format: "<= %.0f %%", 100 * NumericsFigures.largestLossDifference),
                isMet: training.isMet)
        }
        return table.text
    }
}
