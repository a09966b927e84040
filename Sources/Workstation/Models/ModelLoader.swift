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
        // A model without a template can still continue texts; only chats are refused.
        let canChat = tokenizer.chatTemplate != nil || tokenizer.specialToken(named: "<|im_start|>") != nil
        return LoadedModel(
            name: name, digest: digest, path: path, model: model, tokenizer: tokenizer,
            chat: canChat ? try ChatEncoder(tokenizer: tokenizer) : nil)
    }

    /// Checks a file the way loading does and returns what it says about itself.
    static func inspect(path: String) throws -> Facts {
        let file = try GGUFFile(path: path)
        let model = try LanguageModel.load(path: path, device: CPUDevice(threads: 1))
        _ = try Tokenizer(definition: TokenizerDefinition(model.metadata))
        return Facts(
            architecture: model.configuration.architecture,
            parameters: file.tensors.reduce(0) { $0 + $1.count },
            sizeBytes: file.byteCount, quantization: mainFormat(file),
            contextLength: model.configuration.contextLength)
    }

    /// The format that most weights are stored in.
    private static func mainFormat(_ file: GGUFFile) -> String {
        var weights: [Int: Int] = [:]
        for tensor in file.tensors { weights[tensor.type, default: 0] += tensor.count }
        // Equal shares are decided by the format's number, so that the answer never varies.
        let most = weights.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return most.flatMap { WeightFormat(rawValue: $0.key)?.name } ?? "unknown"
    }
}
