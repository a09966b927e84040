internal import ArgumentParser

/// `diapason datasets`: what models learn from.
struct DatasetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets", abstract: "Build, import, export, list and show datasets.",
        subcommands: [
            DatasetsBuildCommand.self, DatasetsImportCommand.self, DatasetsExportCommand.self,
            DatasetsListCommand.self, DatasetsShowCommand.self,
        ])
}
