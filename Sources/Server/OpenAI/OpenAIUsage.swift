/// Tokens of a request and its answer.
struct OpenAIUsage: Encodable, Sendable {
    var prompt_tokens: Int
    var completion_tokens: Int
    var total_tokens: Int

    init(prompt: Int, completion: Int) {
        prompt_tokens = prompt
        completion_tokens = completion
        total_tokens = prompt + completion
    }
}

extension OpenAIUsage {
    /// The sum with another prompt's figures.
    func adding(prompt: Int, completion: Int) -> OpenAIUsage {
        OpenAIUsage(prompt: prompt_tokens + prompt, completion: completion_tokens + completion)
    }
}
