internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason models list`.
struct ModelsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the base models.")

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) { try await $0.data("GET", "/api/models") }
        try Self.write(data, options.format, isList: true)
    }

    /// Writes one model or a list of them.
    static func write(_ data: Data, _ format: OutputFormat, isList: Bool) throws {
        struct List: Decodable { var models: [ModelView] }
        guard format == .table else { return StandardOutput.line(String(decoding: data, as: UTF8.self)) }
        let decoder = JSONCoding.decoder
        let models =
            isList
            ? try decoder.decode(List.self, from: data).models
            : [try decoder.decode(ModelView.self, from: data)]
        var table = Table("NAME", "KIND", "FAMILY", "WEIGHTS", "FORMAT", "SIZE", "CONTEXT", "DIGEST")
        for model in models {
            table.add(
                model.name, model.kind.rawValue, model.architecture, Plain.count(model.parameters),
                model.quantization,
                Plain.bytes(model.sizeBytes), Plain.count(model.contextLength),
                String(model.digest.prefix(12)))
        }
        StandardOutput.line(table.text)
    }
}
