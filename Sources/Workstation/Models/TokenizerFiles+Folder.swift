internal import Core
internal import Engine
internal import Tokenizer

extension TokenizerFiles {
    /// Takes the tokenizer's files out of a Hugging Face folder.
    ///
    /// - Throws: ``WorkstationError`` when it holds no `tokenizer.json`, `EngineError` when a file cannot be read or lies
    ///   elsewhere.
    init(_ folder: HuggingFaceFolder) throws {
        guard let tokenizer = try folder.bytes(of: .tokenizer) else {
            throw WorkstationError(
                .unsupported, "no_tokenizer",
                "The model folder \(folder.path) holds no \(HuggingFaceFile.tokenizer.rawValue); get a complete copy, or "
                    + "make the file with save_pretrained of a fast tokenizer of transformers.")
        }
        self.init(
            tokenizer: tokenizer, configuration: try folder.bytes(of: .tokenizerConfiguration),
            chatTemplate: try folder.bytes(of: .chatTemplate), endTokens: try Self.endTokens(folder))
    }

    /// The tokens that end an answer, as the settings for generating say, else the model's.
    private static func endTokens(_ folder: HuggingFaceFolder) throws -> [Int] {
        var settings = folder.metadata
        let file = HuggingFaceFile.generationConfiguration
        if let bytes = try folder.bytes(of: file) {
            let generation = try ConfigurationJSON.settings(bytes, path: folder.path + "/" + file.rawValue)
            settings.merge(generation) { $1 }
        }
        let value = settings["eos_token_id"]
        return value?.integers ?? value?.integer.map { [$0] } ?? []
    }
}
