internal import ArgumentParser

/// `diapason models`: the base models in the registry.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Import, list, show and remove base models.",
        subcommands: [
            ModelsImportCommand.self, ModelsListCommand.self, ModelsShowCommand.self,
            ModelsRemoveCommand.self,
        ])
}
