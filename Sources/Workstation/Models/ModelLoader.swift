internal import Core
internal import Engine
internal import Foundation
internal import Tensor
internal import Tokenizer

/// Reads a GGUF file into a model with its tokenizer and chat template.
enum ModelLoader {
    /// What the registry keeps about a model.
    struct Facts {
        var architecture: String
        var parameters: Int
        var sizeBytes: Int
        var quantization: String
        var contextLength: Int
    }

    /// Loads a model.
    static func load(name: String, digest: String, path: String, device: CPUDevice) throws -> LoadedModel {
        let model = try LanguageModel.load(path: path, device: device)
        let tokenizer = try Tokenizer(definition: TokenizerDefinition(model.metadata))
        return LoadedModel(
            name: name, digest: digest, path: path, model: model, tokenizer: tokenizer,
            chat: try ChatEncoder.make(for: tokenizer))
    }

    /// Checks a file the way loading does and returns what it says about itself.
    static func inspect(path: String) throws -> Facts {
        let file = try GGUFFile(path: path)
        let model = try LanguageModel.load(path: path, device: CPUDevice(threads: 1))
        _ = try Tokenizer(definition: TokenizerDefinition(model.metadata))
        return Facts(
            architecture: file.architecture, parameters: file.parameterCount, sizeBytes: file.byteCount,
            quantization: file.mainFormat, contextLength: model.configuration.contextLength)
    }
}
