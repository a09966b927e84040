internal import Tensor

extension ModelFamily {
    /// GPT-2: layer norms, biases everywhere, learned positions, and weights stored the other way round.
    static let gpt2 = ModelFamily(gguf: ["gpt2"], huggingFace: ["gpt2"]) { reader throws(EngineError) in
        // The checkpoints of OpenAI lack the prefix that later ones have.
        let isBare = try reader.source.tensor(named: "wte.weight") != nil
        let names = reader.isHuggingFace ? gpt2Names(isBare ? "" : "transformer.") : ggufGPT2Names
        var configuration = try reader.decoder(
            "gpt2", names: names, layout: .halves, epsilon: .layerEpsilon, norm: .layer, turns: false,
            tiedByDefault: true)
        for flag in ["scale_attn_by_inverse_layer_idx", "add_cross_attention"]
        where try reader.flag(flag, default: false) {
            throw .unsupported(reader.path, "its setting \"\(flag)\" is not known; choose another model")
        }
        if try !reader.flag("scale_attn_weights", default: true) { configuration.style.attentionScale = 1 }
        configuration.names = .gpt2
        configuration.style.isGated = false
        configuration.style.hasPositions = true
        configuration.style.activation = try reader.activation() ?? .geluTanh
        return Plan(configuration: configuration, names: names)
    }

    private static let ggufGPT2Names = TensorNames.gguf.with { $0.positions = "position_embd" }

    private static func gpt2Names(_ root: String) -> TensorNames {
        TensorNames(
            embedding: root + "wte", positions: root + "wpe", outputNorm: root + "ln_f", output: "lm_head",
            layers: root + "h.", attentionNorm: "ln_1", feedForwardNorm: "ln_2", query: "attn.q_attn",
            key: "attn.k_attn", value: "attn.v_attn", queryKeyValue: "attn.c_attn",
            attentionOutput: "attn.c_proj", gate: "mlp.c_gate", up: "mlp.c_fc", down: "mlp.c_proj",
            isTransposed: true, ignored: [".attn.bias", ".attn.masked_bias"])
    }
}
