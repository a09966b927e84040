internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason runs cancel ID`.
struct RunsCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Stop a run; it can be resumed.")

    @Argument(help: "Identifier of the run.")
    var id: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) {
            try await $0.data("POST", "/api/runs/\(Session.part(id))/cancel")
        }
        try RunsShowCommand.write(JSONCoding.decoder.decode(RunView.self, from: data), options.format)
    }
}
