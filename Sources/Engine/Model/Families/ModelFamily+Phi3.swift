internal import Tensor

extension ModelFamily {
    /// Phi-3: Llama with fused layers, heads of which a part may turn, and a window.
    static let phi3 = ModelFamily(gguf: ["phi3"], huggingFace: ["phi3"]) { reader throws(EngineError) in
        let names =
            reader.isHuggingFace
            ? TensorNames.huggingFace.with {
                $0.queryKeyValue = "self_attn.qkv_proj"
                $0.gateUp = "mlp.gate_up_proj"
            } : TensorNames.gguf.with { $0.gateUp = $0.up }
        var configuration = try reader.decoder("phi3", names: names, layout: .halves)
        configuration.names = .phi3
        configuration.layerPattern = try reader.layers(configuration.layerCount) { _ in true }
        return Plan(configuration: configuration, names: names)
    }
}
