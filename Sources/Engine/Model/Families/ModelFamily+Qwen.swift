internal import Tensor

extension ModelFamily {
    /// Qwen 2 and 2.5: Llama with biases on queries, keys and values.
    static let qwen2 = ModelFamily(gguf: ["qwen2"], huggingFace: ["qwen2"]) { reader throws(EngineError) in
        try qwen(reader, "qwen2", norms: false)
    }

    /// Qwen 3: without those biases, with a norm of each head of queries and keys.
    static let qwen3 = ModelFamily(gguf: ["qwen3"], huggingFace: ["qwen3"]) { reader throws(EngineError) in
        try qwen(reader, "qwen3", norms: true)
    }

    private static func qwen(
        _ reader: SettingsReader, _ name: String, norms: Bool
    ) throws(EngineError) -> Plan {
        let names = (reader.isHuggingFace ? TensorNames.huggingFace : .gguf).with {
            guard norms else { return }
            $0.queryNorm = reader.isHuggingFace ? "self_attn.q_norm" : "attn_q_norm"
            $0.keyNorm = reader.isHuggingFace ? "self_attn.k_norm" : "attn_k_norm"
        }
        var configuration = try reader.decoder(name, names: names, layout: .halves)
        if norms { configuration.style.queryKeyNorm = .heads }
        // A GGUF file does not say it, and its metadata has no such flag.
        if try reader.flag("use_sliding_window", default: false) {
            let first = try reader.sizeOrNone(SettingKey(nil, "max_window_layers")) ?? 0
            configuration.layerPattern = try reader.layers(configuration.layerCount) { $0 >= first }
        }
        return Plan(configuration: configuration, names: names)
    }
}
