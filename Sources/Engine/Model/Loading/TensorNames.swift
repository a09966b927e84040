/// The names of a family's tensors in one convention, without `.weight` and `.bias`.
///
/// Names of layers follow the layer's number. Nil is a part that the family does not have there.
struct TensorNames: Sendable {
    var embedding: String
    var positions: String?
    var outputNorm: String
    var output: String
    /// What comes before a layer's number.
    var layers: String
    var attentionNorm: String?
    var postAttentionNorm: String?
    var feedForwardNorm: String?
    var postFeedForwardNorm: String?
    var queryNorm: String?
    var keyNorm: String?
    var query: String
    var key: String
    var value: String
    /// Queries, keys and values in one matrix, looked for first.
    var queryKeyValue: String?
    var attentionOutput: String
    var gate: String
    var up: String
    /// The gate and the gated part in one matrix, looked for first.
    var gateUp: String?
    var down: String
    /// What is added to the gains of norms.
    var gainShift: Float = 0
    /// Whether linear weights are `[inputs, outputs]`.
    var isTransposed = false
    /// How the rows of ``queryKeyValue`` follow each other.
    var fusedOrder = ModuleNames.FusedOrder.blocks
    /// Ends of the names of tensors that nothing is computed with.
    var ignored: [String] = []

    /// The names that all families share in GGUF.
    static let gguf = TensorNames(
        embedding: "token_embd", outputNorm: "output_norm", output: "output", layers: "blk.",
        attentionNorm: "attn_norm", feedForwardNorm: "ffn_norm", query: "attn_q", key: "attn_k",
        value: "attn_v", queryKeyValue: "attn_qkv", attentionOutput: "attn_output", gate: "ffn_gate",
        up: "ffn_up", down: "ffn_down",
        ignored: ["rope_freqs.weight", "rope_factors_long.weight", "rope_factors_short.weight"])

    /// Llama's names in transformers, which most families have taken over.
    static let huggingFace = TensorNames(
        embedding: "model.embed_tokens", outputNorm: "model.norm", output: "lm_head", layers: "model.layers.",
        attentionNorm: "input_layernorm", feedForwardNorm: "post_attention_layernorm",
        query: "self_attn.q_proj", key: "self_attn.k_proj", value: "self_attn.v_proj",
        attentionOutput: "self_attn.o_proj", gate: "mlp.gate_proj", up: "mlp.up_proj", down: "mlp.down_proj",
        ignored: [".rotary_emb.inv_freq"])

    /// A copy with some names changed.
    func with(_ change: (inout TensorNames) -> Void) -> TensorNames {
        var copy = self
        change(&copy)
        return copy
    }
}
