internal import ArgumentParser

/// `diapason adapters`: what runs made.
struct AdaptersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters", abstract: "List, show, export, import, promote and remove adapters.",
        subcommands: [
            AdaptersListCommand.self, AdaptersShowCommand.self, AdaptersExportCommand.self,
            AdaptersImportCommand.self, AdaptersPromoteCommand.self, AdaptersRemoveCommand.self,
        ])
}
