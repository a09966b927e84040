internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason bench ingest PATH`.
struct BenchIngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Measure how fast documents are read.")

    @Argument(help: "Folder, file or archive.")
    var path: String

    @OptionGroup var home: HomeOptions

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() async throws {
        let result = try await BenchmarkService.ingest(
            path: ConfigurationLoader.absolute(path), configuration: home.configuration())
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
        case .table:
            StandardOutput.line(
                "\(Plain.count(result.documents)) documents, \(Plain.count(result.skipped)) skipped, "
                    + "\(Plain.count(result.characters)) characters in "
                    + String(format: "%.2f s", result.seconds)
                    + ", peak memory \(Plain.bytes(result.peakRSSBytes))")
        }
    }
}
