/// Everything a tokenizer is made from: the `tokenizer.*` metadata of a GGUF file, already read.
package struct TokenizerDefinition: Sendable {
    /// The algorithm, `tokenizer.ggml.model`: `gpt2` is byte-level BPE, `llama` and `t5` are SentencePiece by scores and
    /// unigram, `bert` is WordPiece.
    package var model: String
    /// The name of the rule that splits text into words, `tokenizer.ggml.pre`; `default` when absent.
    package var pre: String
    /// The tokens in order of their id, `tokenizer.ggml.tokens`.
    package var tokens: [String]
    /// What each token is, `tokenizer.ggml.token_type`, numbered as in ``TokenKind``; empty means all normal.
    package var tokenTypes: [Int]
    /// The merges, best first, two tokens with a space between, `tokenizer.ggml.merges`.
    package var merges: [String]
    /// How good each token is, `tokenizer.ggml.scores`; SentencePiece needs them.
    package var scores: [Float]
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
    /// The token behind a text for BERT, `tokenizer.ggml.seperator_token_id` (spelled so).
    package var separator: Int?
    /// The token in front of a text for BERT, `tokenizer.ggml.cls_token_id`.
    package var classification: Int?
    /// Whether a text begins with ``beginningOfSequence``, `tokenizer.ggml.add_bos_token`; nil when the file does not
    /// say, and the algorithm decides.
    package var addsBeginningOfSequence: Bool?
    /// Whether a text ends with ``endOfSequence``, `tokenizer.ggml.add_eos_token`.
    package var addsEndOfSequence: Bool?
    /// Whether SentencePiece puts a space in front, `tokenizer.ggml.add_space_prefix`; nil means that it does.
    package var addsSpacePrefix: Bool?
    /// Whether runs of spaces count as one, `tokenizer.ggml.remove_extra_whitespaces`; nil means that they do not.
    package var removesExtraSpaces: Bool?
    /// SentencePiece's table of characters, `tokenizer.ggml.precompiled_charsmap`.
    package var characterMap: [UInt8]
    /// Whether a control token takes the white space behind it along, as in Phi-3; no metadata says so.
    package var stripsAfterControl: Bool
    /// The model's own Jinja template, `tokenizer.chat_template`.
    package var chatTemplate: String?

    /// Makes a definition.
    package init(
        model: String, pre: String, tokens: [String], tokenTypes: [Int], merges: [String],
        scores: [Float] = [], beginningOfSequence: Int? = nil, endOfSequence: Int? = nil,
        endOfTurn: Int? = nil, unknown: Int? = nil, padding: Int? = nil, separator: Int? = nil,
        classification: Int? = nil, addsBeginningOfSequence: Bool? = nil, addsEndOfSequence: Bool? = nil,
        addsSpacePrefix: Bool? = nil, removesExtraSpaces: Bool? = nil, characterMap: [UInt8] = [],
        stripsAfterControl: Bool = false, chatTemplate: String? = nil
    ) {
        self.model = model
        self.pre = pre
        self.tokens = tokens
        self.tokenTypes = tokenTypes
        self.merges = merges
        self.scores = scores
        self.beginningOfSequence = beginningOfSequence
        self.endOfSequence = endOfSequence
        self.endOfTurn = endOfTurn
        self.unknown = unknown
        self.padding = padding
        self.separator = separator
        self.classification = classification
        self.addsBeginningOfSequence = addsBeginningOfSequence
        self.addsEndOfSequence = addsEndOfSequence
        self.addsSpacePrefix = addsSpacePrefix
        self.removesExtraSpaces = removesExtraSpaces
        self.characterMap = characterMap
        self.stripsAfterControl = stripsAfterControl
        self.chatTemplate = chatTemplate
    }
}
