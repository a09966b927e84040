internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// `diapason adapters import FILE`.
struct AdaptersImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in an adapter bundle made for a base model of this registry.")

    @Argument(help: "The bundle.", completion: .file(extensions: ["zip"]))
    var path: String

    @Option(help: "Name of the adapter; else the bundle's own.")
    var name: String?

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let file = ConfigurationLoader.absolute(path)
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw CommandError(
                .notFound, "The file \(path.debugDescription) cannot be read; check its path and permissions."
            )
        }
        let label = Session.part(URL(filePath: file).lastPathComponent)
        let query = "?file=\(label)" + (name.map { "&name=\(Session.part($0))" } ?? "")
        let data = try await Session.with(options.home) {
            try await $0.client.upload(file, to: "/api/adapters/import\(query)")
        }
        try AdaptersListCommand.write(data, options.format)
    }
}
