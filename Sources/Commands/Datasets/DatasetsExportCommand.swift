internal import ArgumentParser
internal import Core
internal import Foundation

/// `diapason datasets export NAME`.
struct DatasetsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a dataset as JSONL, one row a line.")

    @Argument(help: "Name of the dataset.")
    var name: String

    @Option(help: "Version; else the newest.")
    var version: Int?

    @Option(help: "File to write; else standard output.", completion: .file())
    var output: String?

    @OptionGroup var home: HomeOptions

    func run() async throws {
        let query = version.map { "?version=\($0)" } ?? ""
        let data = try await Session.with(home) {
            try await $0.data("GET", "/api/datasets/\(Session.part(name))/export\(query)")
        }
        guard let output else { return StandardOutput.write(String(decoding: data, as: UTF8.self)) }
        do {
            try data.write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandError(
                .unavailable,
                "The file \(output.debugDescription) cannot be written; check the folder, its permissions and the disk."
            )
        }
        StandardError.line("Wrote \(Plain.bytes(data.count)) to \(output).")
    }
}
