internal import Engine
internal import Tokenizer

/// An encoder ready for use: mapped weights and tokenizer.
final class LoadedEncoder: Sendable {
    let name: String
    let model: EmbeddingModel
    let tokenizer: Tokenizer

    init(name: String, model: EmbeddingModel, tokenizer: Tokenizer) {
        self.name = name
        self.model = model
        self.tokenizer = tokenizer
    }
}
