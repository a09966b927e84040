internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason runs resume ID`.
struct RunsResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a stopped run from its last checkpoint.")

    @Argument(help: "Identifier of the run.")
    var id: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        try await Session.with(options.home) { session in
            let data = try await session.data("POST", "/api/runs/\(Session.part(id))/resume")
            let run = try JSONCoding.decoder.decode(RunView.self, from: data)
            StandardError.line("Run \(run.id) goes on from step \(run.step) of \(run.steps)")
            try RunsShowCommand.write(try await RunFollower(session).follow(run.id), options.format)
        }
    }
}
