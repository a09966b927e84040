internal import Core
internal import Engine
internal import Foundation
internal import Tensor
internal import Tokenizer

/// Reads a GGUF file or a Hugging Face folder into a model with its tokenizer and chat template.
enum ModelLoader {
    /// Loads a decoder.
    ///
    /// - Throws: `EngineError` or `TokenizerError` when a file is damaged or cannot be used, ``WorkstationError`` when
    ///   there is no tokenizer.
    static func load(name: String, digest: String, path: String, device: CPUDevice) throws -> LoadedModel {
        let loaded =
            InputFolder.isFolder(path)
            ? try load(name, digest, path, HuggingFaceFolder(path: path), device)
            : try load(name, digest, path, GGUFFile(path: path), device)
        // Only now is nothing left of the file's own settings and lists.
        ProcessMemory.release()
        return loaded
    }

    /// Loads an encoder.
    ///
    /// - Throws: As ``load(name:digest:path:device:)``.
    static func encoder(name: String, path: String, device: CPUDevice) throws -> LoadedEncoder {
        try encoder(name, HuggingFaceFolder(path: path), device)
    }

    /// Checks a file or folder the way loading does and returns what it says about itself.
    ///
    /// - Throws: As ``load(name:digest:path:device:)``.
    static func inspect(path: String) throws -> ModelFacts {
        let device = CPUDevice(threads: 1)
        guard InputFolder.isFolder(path) else {
            let file = try GGUFFile(path: path)
            let model = try load("", "", path, file, device).model
            return ModelFacts(file, model.configuration)
        }
        let folder = try HuggingFaceFolder(path: path)
        guard EmbeddingModel.isEncoder(folder) else {
            return try ModelFacts(folder, try load("", "", path, folder, device).model.configuration)
        }
        return try ModelFacts(folder, try encoder("", folder, device).model.configuration)
    }

    private static func load(
        _ name: String, _ digest: String, _ path: String, _ file: GGUFFile, _ device: CPUDevice
    ) throws -> LoadedModel {
        let model = try LanguageModel.load(file, device: device)
        return try loaded(
            name, digest, path, file.byteCount, model,
            try Tokenizer(definition: TokenizerDefinition(file.metadata)))
    }

    private static func load(
        _ name: String, _ digest: String, _ path: String, _ folder: HuggingFaceFolder, _ device: CPUDevice
    ) throws -> LoadedModel {
        let model = try LanguageModel.load(folder, device: device)
        return try loaded(
            name, digest, path, folder.byteCount, model, try Tokenizer(files: TokenizerFiles(folder)))
    }

    private static func loaded(
        _ name: String, _ digest: String, _ path: String, _ byteCount: Int, _ model: LanguageModel,
        _ tokenizer: Tokenizer
    ) throws -> LoadedModel {
        // A model without a template can still continue texts; only chats are refused.
        let canChat = tokenizer.chatTemplate != nil || tokenizer.specialToken(named: "<|im_start|>") != nil
        return LoadedModel(
            name: name, digest: digest, path: path, byteCount: byteCount, model: model, tokenizer: tokenizer,
            chat: canChat ? try ChatEncoder(tokenizer: tokenizer) : nil)
    }

    private static func encoder(
        _ name: String, _ folder: HuggingFaceFolder, _ device: CPUDevice
    ) throws -> LoadedEncoder {
        LoadedEncoder(
            name: name, model: try EmbeddingModel.load(folder, device: device),
            tokenizer: try Tokenizer(files: TokenizerFiles(folder)))
    }
}
