/// Tokens of a request and its answer.
struct OpenAIUsage: Encodable, Sendable {
    var promptTokens: Int
    var completionTokens: Int
    var totalTokens: Int

    init(prompt: Int, completion: Int) {
        promptTokens = prompt
        completionTokens = completion
        totalTokens = prompt + completion
    }
}

extension OpenAIUsage {
    /// The sum with another prompt's figures.
    func adding(prompt: Int, completion: Int) -> OpenAIUsage {
        OpenAIUsage(prompt: promptTokens + prompt, completion: completionTokens + completion)
    }
}
