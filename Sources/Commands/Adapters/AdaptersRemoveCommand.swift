internal import ArgumentParser

/// `diapason adapters remove NAME`.
struct AdaptersRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove an adapter with all its versions.")

    @Argument(help: "Name of the adapter.")
    var name: String

    @OptionGroup var home: HomeOptions

    func run() async throws {
        _ = try await Session.with(home) {
            try await $0.data("DELETE", "/api/adapters/\(Session.part(name))")
        }
        StandardError.line("Removed the adapter \(name).")
    }
}
