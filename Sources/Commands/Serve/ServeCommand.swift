internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// `diapason serve`: the web UI and the APIs on the loopback address.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the web UI and the APIs on this machine's loopback address.",
        discussion: "Prints a one-time link that signs the browser in. Stop it with Ctrl-C.")

    @OptionGroup var home: HomeOptions

    @Option(help: "Port on 127.0.0.1; 0 takes any free one.")
    var port: Int?

    func run() async throws {
        var configuration = try home.configuration()
        if let port {
            guard (0...65535).contains(port) else {
                throw CommandError(.invalidInput, "The port \(port) is out of range; use 0 to 65535.")
            }
            configuration.port = port
        }
        let workstation = try await Workstation.open(
            configuration, questionServers: ServerQuestionWriter.connector)
        try await ServerRunner.run(workstation)
    }
}
