internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason runs show ID`.
struct RunsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a run: state, losses, time, memory.")

    @Argument(help: "Identifier of the run.")
    var id: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let run: RunView = try await Session.with(options.home) {
            try await $0.get("/api/runs/\(Session.part(id))")
        }
        try Self.write(run, options.format)
    }

    /// Writes a run.
    static func write(_ run: RunView, _ format: OutputFormat) throws {
        guard format == .table else {
            return StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(run), as: UTF8.self))
        }
        var lines = [
            "run \(run.id): \(run.state.rawValue), step \(run.step) of \(run.steps)",
            "  \(run.dataset) version \(run.datasetVersion) on \(run.model)",
            "  held-out loss \(Plain.loss(run.heldOutLossBefore)) before, \(Plain.loss(run.heldOutLossBest)) after"
                + (run.bestStep.map { " step \($0), which is kept" } ?? ""),
        ]
        if let recall = run.recallLossBest {
            lines.append(
                "  recall loss \(Plain.loss(run.recallLossBefore)) before, \(Plain.loss(recall)) after")
        }
        if let tokens = run.tokens, let seconds = run.seconds, seconds > 0 {
            lines.append(
                "  \(Plain.count(tokens)) tokens in \(Plain.duration(seconds)), "
                    + String(format: "%.0f tokens/s", Double(tokens) / seconds))
        }
        if let memory = run.peakMemoryBytes { lines.append("  peak memory \(Plain.bytes(memory))") }
        if let version = run.adapterVersion {
            lines.append("  chat with it: diapason chat -m \(run.model)+\(run.adapter)@\(version)")
        }
        if let message = run.message { lines.append("  \(message)") }
        if run.resumable { lines.append("  go on with it: diapason runs resume \(run.id)") }
        StandardOutput.line(lines.joined(separator: "\n"))
    }
}
