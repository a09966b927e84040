/// A setting of a model under its name in GGUF and its names in `config.json`.
struct SettingKey: Sendable {
    /// The name behind the architecture's, such as `embedding_length`; nil when GGUF has none.
    let gguf: String?
    /// The names that families give it, the commonest first.
    let huggingFace: [String]

    init(_ gguf: String?, _ huggingFace: String...) {
        self.gguf = gguf
        self.huggingFace = huggingFace
    }

    static let hiddenSize = SettingKey("embedding_length", "hidden_size", "n_embd")
    static let layerCount = SettingKey("block_count", "num_hidden_layers", "n_layer")
    static let headCount = SettingKey("attention.head_count", "num_attention_heads", "n_head")
    static let keyValueHeadCount = SettingKey(
        "attention.head_count_kv", "num_key_value_heads", "num_kv_heads", "n_head_kv")
    static let headDimension = SettingKey("attention.key_length", "head_dim")
    static let valueDimension = SettingKey("attention.value_length")
    static let intermediateSize = SettingKey(
        "feed_forward_length", "intermediate_size", "ffn_hidden_size", "n_inner")
    static let contextLength = SettingKey(
        "context_length", "max_position_embeddings", "n_positions", "n_ctx")
    static let rmsEpsilon = SettingKey("attention.layer_norm_rms_epsilon", "rms_norm_eps")
    static let layerEpsilon = SettingKey(
        "attention.layer_norm_epsilon", "layer_norm_epsilon", "layer_norm_eps")
    static let activation = SettingKey(
        nil, "hidden_act", "hidden_activation", "activation_function", "activation")
    static let window = SettingKey("attention.sliding_window", "sliding_window")
    static let windowPattern = SettingKey("attention.sliding_window_pattern", "sliding_window_pattern")
    static let layerTypes = SettingKey(nil, "layer_types")
    static let queryScalar = SettingKey(nil, "query_pre_attn_scalar")
    static let attentionSoftCap = SettingKey("attn_logit_softcapping", "attn_logit_softcapping")
    static let logitSoftCap = SettingKey("final_logit_softcapping", "final_logit_softcapping")
    static let turnedColumns = SettingKey("rope.dimension_count")
    static let rotaryBase = SettingKey("rope.freq_base", "rope_theta")
    static let localRotaryBase = SettingKey("rope.freq_base_swa", "rope_local_base_freq")
    static let experts = SettingKey(
        "expert_count", "num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts")
}
