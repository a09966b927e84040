internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

extension ExportFormat: ExpressibleByArgument {}
extension ExportRows: ExpressibleByArgument {}

/// `diapason datasets export NAME`.
struct DatasetsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a dataset as other programs read it, one row a line.")

    @Argument(help: "Name of the dataset.")
    var name: String

    @Option(help: "Version; else the newest.")
    var version: Int?

    @Option(
        help: "Format: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ExportFormat = .chat

    @Option(
        help:
            "Rows: \(ExportRows.allCases.map(\.rawValue).joined(separator: ", ")); held-out and recall rows are never learned."
    )
    var rows: ExportRows = .train

    @Flag(help: "Write the dataset card, a Markdown text that says what the dataset is, instead of the rows.")
    var card = false

    @Option(help: "File to write; else standard output.", completion: .file())
    var output: String?

    @OptionGroup var home: HomeOptions

    func run() async throws {
        let version = version.map { "&version=\($0)" } ?? ""
        let path =
            card
            ? "card?\(version.dropFirst())"
            : "export?format=\(format.rawValue)&rows=\(rows.rawValue)\(version)"
        let data = try await Session.with(home) {
            try await $0.data("GET", "/api/datasets/\(Session.part(name))/\(path)")
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
