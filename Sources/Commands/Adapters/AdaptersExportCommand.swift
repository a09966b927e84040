internal import ArgumentParser
internal import Foundation
internal import Server
internal import Workstation

/// `diapason adapters export NAME --output FILE`.
struct AdaptersExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write an adapter as a bundle that PEFT loads.")

    @Argument(help: "Name of the adapter.")
    var name: String

    @Option(help: "Version; else the promoted one.")
    var version: Int?

    @Option(help: "The zip file to write.", completion: .file(extensions: ["zip"]))
    var output: String

    @OptionGroup var home: HomeOptions

    func run() async throws {
        let query = version.map { "?version=\($0)" } ?? ""
        let target = ConfigurationLoader.absolute(output)
        try await Session.with(home) {
            try await $0.client.download("/api/adapters/\(Session.part(name))/export\(query)", to: target)
        }
        StandardError.line("Wrote \(output).")
    }
}
