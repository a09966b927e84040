internal import Tensor

extension ModelFamily {
    /// Llama 1 to 3.x and those that share its parts: Mistral with its sliding window, Yi, SmolLM2.
    static let llama = ModelFamily(gguf: ["llama"], huggingFace: ["llama", "mistral", "Yi"]) {
        reader throws(EngineError) in
        let names = reader.isHuggingFace ? TensorNames.huggingFace : .gguf
        var configuration = try reader.decoder("llama", names: names, layout: .interleaved)
        configuration.layerPattern = try reader.layers(configuration.layerCount) { _ in true }
        return Plan(configuration: configuration, names: names)
    }
}
