internal import Tensor

/// The files beside the weights of a Hugging Face folder, by their names.
package enum HuggingFaceFile: String, Sendable, CaseIterable {
    /// The model's settings.
    case configuration = "config.json"
    /// Vocabulary, merges and pre-tokenizer.
    case tokenizer = "tokenizer.json"
    /// Which tokens begin and end, and in older folders the chat template.
    case tokenizerConfiguration = "tokenizer_config.json"
    /// Which tokens end an answer, and how to sample.
    case generationConfiguration = "generation_config.json"
    /// The chat template of newer folders.
    case chatTemplate = "chat_template.jinja"
    /// Which shard holds which tensor.
    case index = "model.safetensors.index.json"
    /// The steps of a sentence-transformers model.
    case modules = "modules.json"

    /// The most bytes that are read: several times what the largest models have.
    package var mostBytes: Int {
        switch self {
        case .tokenizer: 128 << 20
        case .index: 64 << 20
        case .tokenizerConfiguration: 16 << 20
        case .configuration, .generationConfiguration, .chatTemplate, .modules: 4 << 20
        }
    }

    /// Copies the bytes of a file of this kind out.
    func bytes(of file: MappedFile) throws(EngineError) -> [UInt8] {
        guard file.byteCount <= mostBytes else {
            throw .corrupt(file.path, "it has \(file.byteCount) bytes, more than \(mostBytes)")
        }
        return try EngineError.wrap { () throws(TensorError) in
            try file.bytes(at: 0, count: file.byteCount)
        }
    }
}
