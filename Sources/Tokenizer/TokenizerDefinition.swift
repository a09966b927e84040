/// Everything a tokenizer is made from: the `tokenizer.*` metadata of a GGUF file, already read.
package struct TokenizerDefinition: Sendable {
    /// The algorithm, `tokenizer.ggml.model`; `gpt2` is byte-level BPE.
    package var model: String
    /// The name of the rule that splits text into words, `tokenizer.ggml.pre`; `default` when absent.
    package var pre: String
    /// The tokens in order of their id, `tokenizer.ggml.tokens`.
    package var tokens: [String]
    /// What each token is, `tokenizer.ggml.token_type`, numbered as in ``TokenKind``; empty means all normal.
    package var tokenTypes: [Int]
    /// The merges, best first, two tokens with a space between, `tokenizer.ggml.merges`.
    package var merges: [String]
    /// The token that begins a sequence.
    package var beginningOfSequence: Int?
    /// The token that ends a sequence.
    package var endOfSequence: Int?
    /// The token that ends a turn of a chat, when it differs, `tokenizer.ggml.eot_token_id`.
    package var endOfTurn: Int?
    /// The token for what the vocabulary does not hold; byte-level BPE never makes it.
    package var unknown: Int?
    /// The token that pads.
    package var padding: Int?
    /// Whether a text begins with ``beginningOfSequence``, `tokenizer.ggml.add_bos_token`.
    package var addsBeginningOfSequence: Bool
    /// The model's own Jinja template, `tokenizer.chat_template`.
    package var chatTemplate: String?

    /// Makes a definition.
    package init(
        model: String, pre: String, tokens: [String], tokenTypes: [Int], merges: [String],
        beginningOfSequence: Int? = nil, endOfSequence: Int? = nil, endOfTurn: Int? = nil,
        unknown: Int? = nil, padding: Int? = nil, addsBeginningOfSequence: Bool = false,
        chatTemplate: String? = nil
    ) {
        self.model = model
        self.pre = pre
        self.tokens = tokens
        self.tokenTypes = tokenTypes
        self.merges = merges
        self.beginningOfSequence = beginningOfSequence
        self.endOfSequence = endOfSequence
        self.endOfTurn = endOfTurn
        self.unknown = unknown
        self.padding = padding
        self.addsBeginningOfSequence = addsBeginningOfSequence
        self.chatTemplate = chatTemplate
    }
}
