internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason models import PATH`.
struct ModelsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take a GGUF model file into the registry.")

    @Argument(help: "The GGUF file.", completion: .file(extensions: ["gguf"]))
    var path: String

    @Option(help: "Name for requests; else made from the file's own name.")
    var name: String?

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct Body: Encodable {
            var path: String
            var name: String?
        }
        let body = Body(path: ConfigurationLoader.absolute(path), name: name)
        let data = try await Session.with(options.home) {
            try await $0.data("POST", "/api/models", body: JSONCoding.encoder.encode(body))
        }
        try ModelsListCommand.write(data, options.format, isList: false)
    }
}
