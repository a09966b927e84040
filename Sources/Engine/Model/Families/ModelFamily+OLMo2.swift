internal import Tensor

extension ModelFamily {
    /// OLMo 2: norms after attention and feed-forward instead of before, and norms over all queries and all keys.
    static let olmo2 = ModelFamily(gguf: ["olmo2"], huggingFace: ["olmo2"]) { reader throws(EngineError) in
        let isOurs = reader.isHuggingFace
        let names = (isOurs ? TensorNames.huggingFace : .gguf).with {
            $0.attentionNorm = nil
            $0.postAttentionNorm = isOurs ? "post_attention_layernorm" : "post_attention_norm"
            $0.feedForwardNorm = nil
            $0.postFeedForwardNorm = isOurs ? "post_feedforward_layernorm" : "post_ffw_norm"
            $0.queryNorm = isOurs ? "self_attn.q_norm" : "attn_q_norm"
            $0.keyNorm = isOurs ? "self_attn.k_norm" : "attn_k_norm"
        }
        var configuration = try reader.decoder("olmo2", names: names, layout: .halves)
        if !isOurs, try reader.sizeOrNone(.window) != nil {
            throw .unsupported(reader.path, "it is an OLMo 3, whose layers are not known; choose an OLMo 2")
        }
        configuration.style.normPlacement = .after
        configuration.style.queryKeyNorm = .width
        return Plan(configuration: configuration, names: names)
    }
}
