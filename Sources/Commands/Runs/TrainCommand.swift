internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason train --dataset NAME --model NAME`.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Tune an adapter on a dataset.",
        discussion: "With --plan, says what the run would do and stops.")

    @Option(help: "Name of the dataset.")
    var dataset: String

    @Option(help: "Version of the dataset; else the newest.")
    var datasetVersion: Int?

    @Option(help: "Name of the base model.")
    var model: String

    @Option(help: "Name of the adapter; else the dataset's.")
    var adapter: String?

    @Flag(help: "Say what the run would do, and stop.")
    var plan = false

    @OptionGroup(title: "Settings") var training: TrainingOptions
    @OptionGroup var options: ResultOptions

    func run() async throws {
        var settings = training.partial
        // A server that runs already has its own configuration; what was asked for here goes with the run.
        settings.numerics = options.home.numerics
        let request = RunRequest(
            dataset: dataset, version: datasetVersion, model: model, adapter: adapter, settings: settings)
        try await Session.with(options.home) { session in
            if plan {
                let plan = try await session.post("/api/runs/plan", request, as: PlanView.self)
                switch options.format {
                case .json:
                    StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(plan), as: UTF8.self))
                case .table: StandardOutput.line(Self.text(plan))
                }
                return
            }
            let run = try await session.post("/api/runs", request, as: RunView.self)
            StandardError.line(
                "Run \(run.id): \(run.steps) steps on \(run.dataset) version \(run.datasetVersion)")
            let finished = try await RunFollower(session).follow(run.id)
            try RunsShowCommand.write(finished, options.format)
        }
    }

    /// A plan in plain words.
    static func text(_ plan: PlanView) -> String {
        var lines = [
            "\(Plain.count(plan.examples)) examples, \(Plain.count(plan.trainTokens)) tokens, seen "
                + String(format: "%.1f", plan.epochs) + " times",
            "\(plan.settings.steps) steps of \(plan.settings.batchExamples) examples, rank \(plan.settings.rank), "
                + String(format: "learning rate %.2g", plan.settings.learningRate),
            "about \(Plain.duration(plan.estimatedSeconds)) "
                + "(\(Plain.duration(plan.estimatedSecondsLow)) to \(Plain.duration(plan.estimatedSecondsHigh))), "
                + "\(Plain.bytes(plan.estimatedMemoryBytes)) of memory",
        ]
        lines += plan.warnings.map { "note: \($0)" }
        return lines.joined(separator: "\n")
    }
}
