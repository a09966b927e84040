internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason datasets list`.
struct DatasetsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the datasets.")

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct List: Decodable { var datasets: [DatasetView] }
        let data = try await Session.with(options.home) { try await $0.data("GET", "/api/datasets") }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: data, as: UTF8.self))
        }
        var table = Table("NAME", "VERSION", "RECIPE", "COLLECTION", "MADE")
        for dataset in try JSONCoding.decoder.decode(List.self, from: data).datasets {
            table.add(
                dataset.name, "\(dataset.latestVersion)", dataset.recipe ?? "imported",
                dataset.collection ?? "",
                Plain.time(dataset.createdAt))
        }
        StandardOutput.line(table.text)
    }
}
