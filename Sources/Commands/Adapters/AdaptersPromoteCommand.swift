internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason adapters promote NAME --version N`.
struct AdaptersPromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Choose the version that is used when none is named.")

    @Argument(help: "Name of the adapter.")
    var name: String

    @Option(help: "The version.")
    var version: Int

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct Body: Encodable { var version: Int }
        let data = try await Session.with(options.home) {
            try await $0.data(
                "POST", "/api/adapters/\(Session.part(name))/promote",
                body: JSONCoding.encoder.encode(Body(version: version)))
        }
        try AdaptersListCommand.write(data, options.format)
    }
}
