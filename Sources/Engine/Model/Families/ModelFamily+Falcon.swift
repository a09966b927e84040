internal import Tensor

extension ModelFamily {
    /// Falcon: layer norms, a plain GELU, and attention beside the feed-forward layer.
    ///
    /// The 7B style shares one key/value head and one norm; the 40B style, the "new decoder", has several
    /// key/value heads and a norm for each of the two.
    static let falcon = ModelFamily(
        gguf: ["falcon"], huggingFace: ["falcon", "RefinedWeb", "RefinedWebModel"]
    ) { reader throws(EngineError) in
        var names = reader.isHuggingFace ? falconNames : TensorNames.gguf
        var configuration = try reader.decoder(
            "falcon", names: names, layout: .halves, epsilon: .layerEpsilon, norm: .layer, tiedByDefault: true
        )
        configuration.names = .falcon
        configuration.style.isGated = false
        configuration.style.activation = try reader.activation() ?? .gelu
        if reader.isHuggingFace {
            try arrange(reader, &configuration, &names)
        } else {
            let hasTwo = try reader.source.tensor(named: "blk.0.attn_norm_2.weight") != nil
            configuration.style.residual = hasTwo ? .parallel : .parallelWithOneNorm
            if hasTwo {
                names.attentionNorm = "attn_norm_2"
                names.feedForwardNorm = "attn_norm"
            }
        }
        return Plan(configuration: configuration, names: names)
    }

    private static let falconNames = TensorNames(
        embedding: "transformer.word_embeddings", outputNorm: "transformer.ln_f", output: "lm_head",
        layers: "transformer.h.", attentionNorm: "input_layernorm",
        feedForwardNorm: "post_attention_layernorm", query: "self_attention.query",
        key: "self_attention.key", value: "self_attention.value",
        queryKeyValue: "self_attention.query_key_value", attentionOutput: "self_attention.dense",
        gate: "mlp.gate", up: "mlp.dense_h_to_4h", down: "mlp.dense_4h_to_h", fusedOrder: .groups,
        ignored: [".rotary_emb.inv_freq"])

    /// Reads which of Falcon's styles it is.
    private static func arrange(
        _ reader: SettingsReader, _ configuration: inout ModelConfiguration, _ names: inout TensorNames
    ) throws(EngineError) {
        if try reader.flag("alibi", default: false) {
            throw .unsupported(
                reader.path, "it marks positions by slopes (alibi) instead of turning; choose another Falcon")
        }
        if try reader.flag("new_decoder_architecture", default: false) {
            let norms = try reader.sizeOrNone(SettingKey(nil, "num_ln_in_parallel_attn")) ?? 2
            configuration.style.residual = norms == 2 ? .parallel : .parallelWithOneNorm
            if norms == 2 {
                names.attentionNorm = "ln_attn"
                names.feedForwardNorm = "ln_mlp"
            }
            return
        }
        let shares = try reader.flag("multi_query", default: true)
        configuration.keyValueHeadCount = shares ? 1 : configuration.headCount
        let isParallel = try reader.flag("parallel_attn", default: true)
        configuration.style.residual = isParallel ? .parallelWithOneNorm : .sequential
    }
}
