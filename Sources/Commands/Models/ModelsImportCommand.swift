internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason models import PATH`.
struct ModelsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take a model into the registry.",
        discussion: """
            A model is a GGUF file, or a folder as transformers saves it: config.json, tokenizer.json and weights in \
            safetensors. Its files are linked into the home where that is possible, and copied otherwise.
            """)

    @Argument(help: "The GGUF file or the folder.", completion: .file())
    var path: String

    @Option(help: "Name for requests; else made from its own name.")
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
