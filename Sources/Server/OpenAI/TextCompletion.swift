/// The answer of `POST /v1/completions`, whole or as one piece of a stream.
struct TextCompletion: Encodable, Sendable {
    struct Choice: Encodable, Sendable {
        var text: String
        var index: Int
        var logprobs: CompletionLogprobs?
        var finishReason: String?

        private enum CodingKeys: String, CodingKey { case text, index, logprobs, finishReason }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(text, forKey: .text)
            try container.encode(index, forKey: .index)
            // Both are present as null when there is nothing to say: clients read the keys.
            try container.encode(logprobs, forKey: .logprobs)
            try container.encode(finishReason, forKey: .finishReason)
        }
    }

    var id: String
    var object = "text_completion"
    var created: Int
    var model: String
    var choices: [Choice]
    var usage: OpenAIUsage?

    init(_ identity: OpenAIIdentity, choices: [Choice], usage: OpenAIUsage? = nil) {
        id = identity.id
        created = identity.created
        model = identity.model
        self.choices = choices
        self.usage = usage
    }
}
