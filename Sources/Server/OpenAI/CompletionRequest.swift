import Core
import Workstation

/// The body of `POST /v1/completions`.
struct CompletionRequest: Decodable, Sendable {
    /// What OpenAI makes when no limit is given.
    static let defaultMaximumTokens = 16
    static let maximumLogprobs = 5

    let model: String
    let prompts: [GenerationRequest.Prompt]
    let sampling: OpenAISampling
    let stream: Bool
    let includesUsage: Bool
    let maximumTokens: Int
    let echo: Bool
    /// How many alternatives each token comes with; nil is no log-probabilities at all.
    let logprobs: Int?
    private let suffix: String?

    private enum CodingKeys: String, CodingKey {
        case model, prompt, stream, streamOptions, maxTokens, echo, logprobs, suffix
    }

    init(from decoder: any Decoder) throws {
        sampling = try OpenAISampling(from: decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        model = try fields.decode(String.self, forKey: .model)
        prompts = try fields.decode(CompletionPrompt.self, forKey: .prompt).prompts
        stream = try fields.decodeIfPresent(Bool.self, forKey: .stream) ?? false
        let options = try fields.decodeIfPresent(StreamOptions.self, forKey: .streamOptions)
        includesUsage = options?.includeUsage ?? false
        maximumTokens = try fields.decodeIfPresent(Int.self, forKey: .maxTokens) ?? Self.defaultMaximumTokens
        echo = try fields.decodeIfPresent(Bool.self, forKey: .echo) ?? false
        logprobs = try fields.decodeIfPresent(Int.self, forKey: .logprobs)
        suffix = try fields.decodeIfPresent(String.self, forKey: .suffix)
    }

    /// Refuses values that cannot be honoured.
    func check() throws {
        guard (1...CompletionPrompt.maximumCount).contains(prompts.count) else {
            throw ServerError.invalid(
                "The field \"prompt\" must hold 1 to \(CompletionPrompt.maximumCount) prompts.")
        }
        guard (0...Self.maximumLogprobs).contains(logprobs ?? 0) else {
            throw ServerError.invalid("The field \"logprobs\" must be from 0 to \(Self.maximumLogprobs).")
        }
        guard maximumTokens >= 0 else {
            throw ServerError.invalid("The field \"max_tokens\" must be 0 or more.")
        }
        guard suffix ?? "" == "" else {
            throw ServerError(
                .invalidInput, "unsupported_parameter", "The field \"suffix\" is not supported; leave it out."
            )
        }
    }

    /// The generation for one of the prompts.
    func generation(_ prompt: GenerationRequest.Prompt) throws -> GenerationRequest {
        GenerationRequest(
            model: model, prompt: prompt, options: try sampling.options(maximumTokens: maximumTokens),
            alternatives: logprobs ?? 0)
    }
}
