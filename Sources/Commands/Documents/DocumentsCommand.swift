internal import ArgumentParser

/// `diapason documents`: the files that were dropped in.
struct DocumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Add, list and show documents.",
        subcommands: [DocumentsAddCommand.self, DocumentsListCommand.self, DocumentsShowCommand.self])
}
