package import Tensor

/// A decoder that is ready to run: its configuration, its frozen weights and the device that computes.
///
/// It holds no state of a conversation; any number of ``DecodingSession`` share one model.
package final class LanguageModel: Sendable {
    /// Where the model comes from.
    package let path: String
    /// The decoder's shape.
    package let configuration: ModelConfiguration
    /// The frozen weights.
    package let weights: DecoderWeights
    /// The file's metadata, from which the tokenizer is made.
    package let metadata: [String: MetadataValue]
    /// What computes.
    package let device: any Device

    /// Puts a model together.
    package init(
        path: String, configuration: ModelConfiguration, weights: DecoderWeights,
        metadata: [String: MetadataValue], device: any Device
    ) {
        self.path = path
        self.configuration = configuration
        self.weights = weights
        self.metadata = metadata
        self.device = device
    }

    /// Opens a GGUF file of the Llama family.
    ///
    /// - Throws: ``EngineError`` when the file cannot be read, is damaged, or holds what this version cannot run.
    package static func load(path: String, device: any Device) throws(EngineError) -> LanguageModel {
        let file = try GGUFFile(path: path)
        let mapping = try LlamaMapping(file)
        let configuration = try mapping.configuration()
        return LanguageModel(
            path: path, configuration: configuration, weights: try mapping.weights(configuration),
            metadata: file.metadata, device: device)
    }
}
