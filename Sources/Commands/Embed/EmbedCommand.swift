internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason embed [-m MODEL] TEXT…`: one vector a text.
struct EmbedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Make one vector of each text.",
        discussion: """
            Texts of like meaning have vectors whose product is near 1. Without texts, each line of standard input is \
            one. A line of the result is a vector as a JSON list, in the order of the texts.
            """)

    @Option(name: [.short, .long], help: "Name of an encoder; else the only one.")
    var model: String?

    @Argument(help: "The texts.")
    var texts: [String] = []

    @OptionGroup var options: ResultOptions

    func run() async throws {
        struct Body: Encodable {
            var model: String
            var input: [String]
        }
        struct Answer: Decodable {
            struct Item: Decodable { var embedding: [Float] }
            var data: [Item]
        }
        let input = texts.isEmpty ? Self.lines() : texts
        try await Session.with(options.home) { session in
            let name = try await GenerateCommand.modelName(model, of: .encoder, session)
            let body = try JSONCoding.encoder.encode(Body(model: name, input: input))
            let data = try await session.data("POST", "/v1/embeddings", body: body)
            guard options.format == .table else {
                return StandardOutput.line(String(decoding: data, as: UTF8.self))
            }
            for item in try JSONDecoder().decode(Answer.self, from: data).data {
                let numbers = try JSONEncoder().encode(item.embedding)
                StandardOutput.line(String(decoding: numbers, as: UTF8.self))
            }
        }
    }

    private static func lines() -> [String] {
        let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).map { String($0) }
    }
}
