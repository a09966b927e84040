internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason models show NAME`.
struct ModelsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one base model.")

    @Argument(help: "Name of the model.")
    var name: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) {
            try await $0.data("GET", "/api/models/\(Session.part(name))")
        }
        try ModelsListCommand.write(data, options.format, isList: false)
    }
}
