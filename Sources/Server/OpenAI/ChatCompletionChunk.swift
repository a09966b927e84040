/// One piece of a streamed chat answer.
struct ChatCompletionChunk: Encodable, Sendable {
    struct Delta: Encodable, Sendable {
        var role: String?
        var content: String?
    }

    struct Choice: Encodable, Sendable {
        var index = 0
        var delta: Delta
        var logprobs: ChatLogprobs?
        var finishReason: String?

        private enum CodingKeys: String, CodingKey { case index, delta, logprobs, finishReason }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(index, forKey: .index)
            try container.encode(delta, forKey: .delta)
            try container.encodeIfPresent(logprobs, forKey: .logprobs)
            // Present as null until the end: clients read the key.
            try container.encode(finishReason, forKey: .finishReason)
        }
    }

    var id: String
    var object = "chat.completion.chunk"
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
