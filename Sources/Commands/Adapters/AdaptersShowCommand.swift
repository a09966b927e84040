internal import ArgumentParser

/// `diapason adapters show NAME`.
struct AdaptersShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one adapter's versions.")

    @Argument(help: "Name of the adapter.")
    var name: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) {
            try await $0.data("GET", "/api/adapters/\(Session.part(name))")
        }
        try AdaptersListCommand.write(data, options.format)
    }
}
