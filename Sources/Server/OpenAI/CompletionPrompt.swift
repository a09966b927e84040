import Workstation

/// The field `prompt`: a text, a list of texts, token ids, or a list of lists of token ids.
struct CompletionPrompt: Decodable, Sendable {
    static let maximumCount = 64
    let prompts: [GenerationRequest.Prompt]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // The forms are tried in turn; what is none of them is an error of the last one.
        if let text = try? container.decode(String.self) {
            prompts = [.text(text)]
        } else if let texts = try? container.decode([String].self) {
            prompts = texts.map { .text($0) }
        } else if let ids = try? container.decode([Int].self) {
            prompts = [.tokens(ids)]
        } else {
            prompts = try container.decode([[Int]].self).map { .tokens($0) }
        }
    }
}
