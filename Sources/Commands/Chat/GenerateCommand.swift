internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason generate -m MODEL --prompt TEXT`: one answer, or the log-probabilities of a text.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Answer one prompt.",
        discussion: """
            The prompt is a user's message unless --raw takes it as text to continue. --echo-logprobs makes nothing \
            and prints the log-probability of every token of the prompt.
            """)

    @Option(
        name: [.short, .long],
        help: "Model name, such as smollm2-135m-instruct+handbook; else the only model.")
    var model: String?

    @Option(help: "The prompt; - reads standard input.")
    var prompt: String

    @Option(help: "A system message before the prompt.")
    var system: String?

    @Flag(help: "Continue the text as it is, without the chat template.")
    var raw = false

    @Flag(help: "Print the log-probability of every token of the prompt as JSON, and make nothing.")
    var echoLogprobs = false

    @OptionGroup var sampling: SamplingFlags
    @OptionGroup var options: ResultOptions

    func run() async throws {
        let text = prompt == "-" ? Self.standardInput() : prompt
        try await Session.with(options.home) { session in
            let name = try await Self.modelName(model, session)
            let body = try JSONCoding.encoder.encode(request(name, text))
            let path = raw || echoLogprobs ? "/v1/completions" : "/v1/chat/completions"
            let data = try await session.data("POST", path, body: body)
            if options.format == .json || echoLogprobs {
                StandardOutput.line(String(decoding: data, as: UTF8.self))
            } else {
                let answer = try JSONDecoder().decode(Answer.self, from: data)
                StandardOutput.line(answer.choices.first?.content ?? "")
            }
        }
    }

    /// The named model, or the only one there is of a kind.
    static func modelName(
        _ model: String?, of kind: ModelView.Kind = .decoder, _ session: Session
    ) async throws -> String {
        if let model { return model }
        struct List: Decodable { var models: [ModelView] }
        let models = try await session.get("/api/models", as: List.self).models.filter { $0.kind == kind }
        switch models.count {
        case 0:
            throw CommandError(
                .notFound,
                "There is no \(kind == .decoder ? "model" : "encoder") yet; take one in with "
                    + "`diapason models import PATH`.")
        case 1: return models[0].name
        default:
            let names = models.map(\.name).joined(separator: ", ")
            throw CommandError(.invalidInput, "There are several models (\(names)); choose one with --model.")
        }
    }

    /// The body of a request to the OpenAI front.
    private struct Request: Encodable {
        var model: String
        var messages: [Message]?
        var prompt: String?
        var maximumTokens: Int?
        var temperature: Float?
        var topK: Int?
        var topP: Float?
        var minP: Float?
        var repetitionPenalty: Float?
        var seed: UInt64?
        var stop: [String]?
        var echo: Bool?
        var logprobs: Int?

        enum CodingKeys: String, CodingKey {
            case model
            case messages
            case prompt
            case maximumTokens = "max_tokens"
            case temperature
            case topK = "top_k"
            case topP = "top_p"
            case minP = "min_p"
            case repetitionPenalty = "repetition_penalty"
            case seed
            case stop
            case echo
            case logprobs
        }
    }

    private struct Answer: Decodable {
        struct Choice: Decodable {
            struct Content: Decodable { var content: String? }
            var message: Content?
            var text: String?
            var content: String? { message?.content ?? text }
        }
        var choices: [Choice]
    }

    private func request(_ name: String, _ text: String) -> Request {
        var request = Request(model: name)
        if raw || echoLogprobs {
            request.prompt = text
        } else {
            request.messages =
                (system.map { [Message(role: .system, content: $0)] } ?? [])
                + [Message(role: .user, content: text)]
        }
        request.maximumTokens = echoLogprobs ? 0 : sampling.maxTokens ?? 256
        request.temperature = sampling.temperature
        request.topK = sampling.topK
        request.topP = sampling.topP
        request.minP = sampling.minP
        request.repetitionPenalty = sampling.repetitionPenalty
        request.seed = sampling.seed
        request.stop = sampling.stop.isEmpty ? nil : sampling.stop
        if echoLogprobs {
            request.echo = true
            request.logprobs = 0
        }
        return request
    }

    private static func standardInput() -> String {
        String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
}
