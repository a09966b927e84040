import Core
import Workstation

/// The body of `POST /v1/chat/completions`.
struct ChatCompletionRequest: Decodable, Sendable {
    static let maximumAlternatives = 20

    let model: String
    let messages: [ChatTurn]
    let sampling: OpenAISampling
    let stream: Bool
    let includesUsage: Bool
    let maximumTokens: Int?
    let logprobs: Bool
    let alternatives: Int
    /// What the answer must look like; nil leaves the model free.
    let responseFormat: ResponseFormat?
    /// Fields that ask for something this server does not do.
    private let unsupported: [String]

    private enum CodingKeys: String, CodingKey {
        case model, messages, stream, streamOptions, maxTokens, maxCompletionTokens, logprobs,
            topLogprobs
        case tools, functions, responseFormat, audio
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    init(from decoder: any Decoder) throws {
        sampling = try OpenAISampling(from: decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        model = try fields.decode(String.self, forKey: .model)
        messages = try fields.decode([ChatTurn].self, forKey: .messages)
        stream = try fields.decodeIfPresent(Bool.self, forKey: .stream) ?? false
        let options = try fields.decodeIfPresent(StreamOptions.self, forKey: .streamOptions)
        includesUsage = options?.includeUsage ?? false
        let limit = try fields.decodeIfPresent(Int.self, forKey: .maxCompletionTokens)
        maximumTokens = try limit ?? fields.decodeIfPresent(Int.self, forKey: .maxTokens)
        logprobs = try fields.decodeIfPresent(Bool.self, forKey: .logprobs) ?? false
        alternatives = try fields.decodeIfPresent(Int.self, forKey: .topLogprobs) ?? 0
        var unsupported: [String] = []
        for key in [CodingKeys.tools, .functions]
        where !(try fields.decodeIfPresent([Anything].self, forKey: key) ?? []).isEmpty {
            unsupported.append(key.rawValue)
        }
        if try fields.decodeIfPresent(Anything.self, forKey: .audio) != nil { unsupported.append("audio") }
        responseFormat = try fields.decodeIfPresent(ResponseFormat.self, forKey: .responseFormat)
        self.unsupported = unsupported
    }

    /// The generation this asks for.
    ///
    /// - Parameter body: The request as it was sent; the order of a schema's members counts.
    /// - Returns: The generation.
    /// - Throws: ``ServerError`` for fields that cannot be honoured.
    func generation(body: [UInt8]) throws -> GenerationRequest {
        if let field = unsupported.first {
            throw ServerError(
                .invalidInput, "unsupported_parameter",
                "The field \"\(field)\" is not supported; leave it out.", parameter: field)
        }
        let shape = try responseFormat?.shape(in: body)
        if shape != nil, sampling.stop?.texts.isEmpty == false {
            throw ServerError(
                .invalidInput, "unsupported_parameter",
                "The field \"stop\" does not go with a \"response_format\" of JSON, which ends by itself; leave one out.",
                parameter: "stop")
        }
        guard !messages.isEmpty else {
            throw ServerError.invalid("The field \"messages\" is empty; give at least one message.")
        }
        guard (0...Self.maximumAlternatives).contains(alternatives) else {
            throw ServerError.invalid(
                "The field \"top_logprobs\" must be from 0 to \(Self.maximumAlternatives).")
        }
        if let maximumTokens, maximumTokens < 1 {
            throw ServerError.invalid("The field \"max_tokens\" must be at least 1.")
        }
        return GenerationRequest(
            model: model, prompt: .messages(messages.map(\.message)),
            options: try sampling.options(maximumTokens: maximumTokens),
            alternatives: logprobs ? alternatives : 0, shape: shape)
    }
}
