internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason datasets import FILE --name NAME`.
struct DatasetsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in chat JSONL (messages), prompt/completion, Alpaca or plain text.")

    @Argument(help: "The file.", completion: .file())
    var path: String

    @Option(help: "Name of the dataset.")
    var name: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let detail: DatasetDetail = try await Session.with(options.home) { session in
            let file = URL(filePath: ConfigurationLoader.absolute(path))
            let bytes: Data
            do {
                bytes = try Data(contentsOf: file)
            } catch {
                throw CommandError(
                    .notFound,
                    "The file \(path.debugDescription) cannot be read; check its path and permissions.")
            }
            let query = "name=\(Session.part(name))&fileName=\(Session.part(file.lastPathComponent))"
            _ = try await session.data("POST", "/api/datasets/import?\(query)", body: bytes)
            return try await session.get("/api/datasets/\(Session.part(name))")
        }
        try DatasetsShowCommand.write(detail, options.format)
    }
}
