internal import Core
internal import Engine
internal import Synchronization
internal import Tokenizer

/// A base model ready for use: mapped weights, tokenizer and chat template.
final class LoadedModel: Sendable {
    let name: String
    let digest: String
    let path: String
    /// Bytes of the weights' files.
    let byteCount: Int
    let model: LanguageModel
    let tokenizer: Tokenizer
    /// Renders conversations; nil for a model without a chat template.
    let chat: ChatEncoder?
    private let trie = Mutex<TokenTrie?>(nil)

    init(
        name: String, digest: String, path: String, byteCount: Int, model: LanguageModel,
        tokenizer: Tokenizer, chat: ChatEncoder?
    ) {
        self.name = name
        self.digest = digest
        self.path = path
        self.byteCount = byteCount
        self.model = model
        self.tokenizer = tokenizer
        self.chat = chat
    }

    /// The vocabulary by its bytes, sorted at the first use.
    func tokenTrie() -> TokenTrie {
        trie.withLock { trie in
            if let trie { return trie }
            let count = min(tokenizer.vocabularySize, model.configuration.vocabulary)
            let fresh = TokenTrie(count: count, bytesOf: tokenizer.answerBytes)
            trie = fresh
            return fresh
        }
    }

    /// The chat template's encoder.
    ///
    /// - Throws: ``WorkstationError`` for a model that has none.
    func requireChat() throws -> ChatEncoder {
        guard let chat else {
            throw WorkstationError(
                .unsupported, "no_chat_template",
                "The model \(name.debugDescription) has no chat template; use it through /v1/completions.")
        }
        return chat
    }

    /// A row as tokens with the loss weight of predicting each.
    ///
    /// - Throws: ``WorkstationError`` for a chat and a model without a template, `TokenizerError` when the template fails.
    func tokens(of example: Example) throws -> (ids: [Int], weights: [Float]) {
        guard let text = example.text else {
            let (ids, weights) = try requireChat().encodeForTraining(example.messages)
            return (ids, weights)
        }
        let ids = tokenizer.encode(text) + [tokenizer.endOfSequence].compactMap(\.self)
        return (ids, [Float](repeating: 1, count: ids.count))
    }
}
