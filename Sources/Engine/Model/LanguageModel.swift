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
    /// What computes.
    package let device: any Device

    /// Puts a model together.
    package init(
        path: String, configuration: ModelConfiguration, weights: DecoderWeights, device: any Device
    ) {
        self.path = path
        self.configuration = configuration
        self.weights = weights
        self.device = device
    }

    /// What one page of this model's cache holds.
    package var cacheLayout: CacheLayout {
        CacheLayout(
            layerCount: configuration.layerCount, keyValueHeadCount: configuration.keyValueHeadCount,
            dimension: configuration.headDimension, format: device.cacheFormat)
    }

    /// Opens a GGUF file or a Hugging Face folder.
    ///
    /// - Throws: ``EngineError`` when it cannot be read, is damaged, or holds what this version cannot run.
    package static func load(path: String, device: any Device) throws(EngineError) -> LanguageModel {
        if InputFolder.isFolder(path) { return try load(HuggingFaceFolder(path: path), device: device) }
        return try load(GGUFFile(path: path), device: device)
    }

    /// Puts a model together from a file or folder that is open already.
    ///
    /// - Throws: ``EngineError`` when it is damaged or holds what this version cannot run.
    package static func load(
        _ source: any TensorSource, device: any Device
    ) throws(EngineError) -> LanguageModel {
        let (configuration, weights) = try ModelFamily.read(source)
        return LanguageModel(
            path: source.path, configuration: configuration, weights: weights, device: device)
    }
}
