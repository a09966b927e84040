internal import ArgumentParser
internal import Foundation

/// `diapason models remove NAME`.
struct ModelsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a base model that no adapter needs.")

    @Argument(help: "Name of the model.")
    var name: String

    @OptionGroup var home: HomeOptions

    func run() async throws {
        _ = try await Session.with(home) { try await $0.data("DELETE", "/api/models/\(Session.part(name))") }
        StandardError.line("Removed the model \(name).")
    }
}
