internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason adapters list`.
struct AdaptersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the adapters.")

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct List: Decodable { var adapters: [AdapterView] }
        let data = try await Session.with(options.home) { try await $0.data("GET", "/api/adapters") }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: data, as: UTF8.self))
        }
        Self.write(try JSONCoding.decoder.decode(List.self, from: data).adapters)
    }

    /// Writes adapters as a table, a line a version.
    static func write(_ adapters: [AdapterView]) {
        var table = Table("ADAPTER", "VERSION", "PROMOTED", "MODEL", "RANK", "SIZE", "HELD-OUT", "MADE")
        for adapter in adapters {
            for version in adapter.versions {
                table.add(
                    adapter.name, "\(version.version)",
                    version.version == adapter.promotedVersion ? "yes" : "",
                    adapter.model, "\(version.rank)", Plain.bytes(version.sizeBytes),
                    "\(Plain.loss(version.heldOutLossBefore)) → \(Plain.loss(version.heldOutLossAfter))",
                    Plain.time(version.createdAt))
            }
        }
        StandardOutput.line(table.text)
    }

    /// Writes the answer of a request that returns one adapter.
    static func write(_ data: Data, _ format: OutputFormat) throws {
        guard format == .table else { return StandardOutput.line(String(decoding: data, as: UTF8.self)) }
        write([try JSONCoding.decoder.decode(AdapterView.self, from: data)])
    }
}
