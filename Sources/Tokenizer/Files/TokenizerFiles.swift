/// The files of a Hugging Face model folder that say how text becomes tokens, as bytes; nothing is trusted.
package struct TokenizerFiles: Sendable {
    /// `tokenizer.json`.
    package var tokenizer: [UInt8]
    /// `tokenizer_config.json`: the special tokens' names, and the chat template of older models.
    package var configuration: [UInt8]?
    /// `chat_template.jinja`, which counts more than the configuration's.
    package var chatTemplate: [UInt8]?
    /// The tokens that end an answer by `generation_config.json` or `config.json`.
    package var endTokens: [Int]

    /// Takes the files' contents.
    package init(
        tokenizer: [UInt8], configuration: [UInt8]? = nil, chatTemplate: [UInt8]? = nil, endTokens: [Int] = []
    ) {
        self.tokenizer = tokenizer
        self.configuration = configuration
        self.chatTemplate = chatTemplate
        self.endTokens = endTokens
    }
}

extension Tokenizer {
    /// Makes a tokenizer of the files of a model folder.
    ///
    /// - Throws: ``TokenizerError`` when a file is damaged, contradicts itself, or asks for a part that is not supported.
    package convenience init(files: TokenizerFiles) throws(TokenizerError) {
        try self.init(TokenizerParts(files))
    }
}
