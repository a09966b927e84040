/// The answer of `POST /v1/chat/completions` without streaming.
struct ChatCompletion: Encodable, Sendable {
    struct AnswerMessage: Encodable, Sendable {
        var role = "assistant"
        var content: String
    }

    struct Choice: Encodable, Sendable {
        var index = 0
        var message: AnswerMessage
        var logprobs: ChatLogprobs?
        var finishReason: String
    }

    var id: String
    var object = "chat.completion"
    var created: Int
    var model: String
    var choices: [Choice]
    var usage: OpenAIUsage

    init(_ identity: OpenAIIdentity, choice: Choice, usage: OpenAIUsage) {
        id = identity.id
        created = identity.created
        model = identity.model
        choices = [choice]
        self.usage = usage
    }
}
