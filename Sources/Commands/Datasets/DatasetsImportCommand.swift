internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason datasets import FILE --name NAME`.
struct DatasetsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in chats, prompts with completions, pairs, tables (CSV, TSV) or plain text.")

    @Argument(help: "The file.", completion: .file())
    var path: String

    @Option(help: "Name of the dataset.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "Columns of a table, such as question=Subject,question=Text,answer=Reply; roles are system, question, answer, chosen, rejected and thumb.",
            valueName: "role=column,…"))
    var map: String?

    @OptionGroup var options: ResultOptions

    func run() async throws {
        if let map { _ = try ImportColumns(map) }
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
            var query = "name=\(Session.part(name))&fileName=\(Session.part(file.lastPathComponent))"
            if let map { query += "&map=\(Session.part(map))" }
            let answer = try await session.data("POST", "/api/datasets/import?\(query)", body: bytes)
            let imported = try JSONCoding.decoder.decode(ImportedDataset.self, from: answer)
            for row in imported.skippedRows {
                StandardError.line("Line \(row.line) was not taken: \(row.reason).")
            }
            let more = imported.skippedCount - imported.skippedRows.count
            if more > 0 { StandardError.line("\(more) more rows were not taken.") }
            return try await session.get("/api/datasets/\(Session.part(name))")
        }
        try DatasetsShowCommand.write(detail, options.format)
    }
}
