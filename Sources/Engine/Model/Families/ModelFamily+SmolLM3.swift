internal import Tensor

extension ModelFamily {
    /// SmolLM3: Llama in which every fourth layer does not turn its queries and keys.
    static let smolLM3 = ModelFamily(gguf: ["smollm3"], huggingFace: ["smollm3"]) {
        reader throws(EngineError) in
        let names = reader.isHuggingFace ? TensorNames.huggingFace : .gguf
        var configuration = try reader.decoder(
            "smollm3", names: names, layout: .interleaved, tiedByDefault: true)
        let count = configuration.layerCount
        let turns = try turningLayers(reader, count)
        let slides = try reader.flag("use_sliding_window", default: false)
        let windows =
            slides ? try reader.windows(count) { !turns[$0] } : [Int?](repeating: nil, count: count)
        configuration.layerPattern = (0..<count).map {
            LayerAttention(window: windows[$0], rotary: turns[$0] ? 0 : nil)
        }
        return Plan(configuration: configuration, names: names)
    }

    private static func turningLayers(_ reader: SettingsReader, _ count: Int) throws(EngineError) -> [Bool] {
        if let listed = reader.source.metadata["no_rope_layers"]?.integers {
            guard listed.count == count else {
                throw .corrupt(reader.path, "it lists \(listed.count) kinds of turning for \(count) layers")
            }
            return listed.map { $0 != 0 }
        }
        let interval = try reader.optionalSize(SettingKey(nil, "no_rope_layer_interval")) ?? 4
        return (0..<count).map { ($0 + 1) % interval != 0 }
    }
}
