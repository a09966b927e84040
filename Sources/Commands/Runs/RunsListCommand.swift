internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason runs list`.
struct RunsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runs, newest first.")

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct List: Decodable { var runs: [RunView] }
        let data = try await Session.with(options.home) { try await $0.data("GET", "/api/runs") }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: data, as: UTF8.self))
        }
        var table = Table("RUN", "STATE", "STEP", "LOSS", "HELD-OUT", "DATASET", "ADAPTER", "STARTED")
        for run in try JSONCoding.decoder.decode(List.self, from: data).runs {
            table.add(
                run.id, run.state.rawValue, "\(run.step)/\(run.steps)", Plain.loss(run.loss),
                Plain.loss(run.heldOutLossBest), "\(run.dataset)@\(run.datasetVersion)",
                run.adapterVersion.map { "\(run.adapter)@\($0)" } ?? run.adapter, Plain.time(run.createdAt))
        }
        StandardOutput.line(table.text)
    }
}
