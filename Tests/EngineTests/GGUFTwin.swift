import Tensor

@testable import Engine

/// The tiny model of a family as llama.cpp's converter would have written it in GGUF: its names, settings and changes.
struct GGUFTwin: TensorSource {
    let path: String
    var metadata: [String: MetadataValue]
    let naming = TensorNaming.gguf
    private var tensors: [String: WeightMatrix] = [:]

    var tensorNames: [String] { Array(tensors.keys) }

    func tensor(named name: String) throws(EngineError) -> WeightMatrix? { tensors[name] }

    mutating func add(_ tensor: WeightMatrix, named name: String) { tensors[name] = tensor }

    /// Names of settings that are not the family's own.
    private static let settings = [
        ("hidden_size", "embedding_length"), ("n_embd", "embedding_length"),
        ("num_hidden_layers", "block_count"), ("n_layer", "block_count"),
        ("num_attention_heads", "attention.head_count"), ("n_head", "attention.head_count"),
        ("num_key_value_heads", "attention.head_count_kv"), ("num_kv_heads", "attention.head_count_kv"),
        ("head_dim", "attention.key_length"), ("intermediate_size", "feed_forward_length"),
        ("ffn_hidden_size", "feed_forward_length"), ("n_inner", "feed_forward_length"),
        ("max_position_embeddings", "context_length"), ("n_positions", "context_length"),
        ("rms_norm_eps", "attention.layer_norm_rms_epsilon"),
        ("layer_norm_epsilon", "attention.layer_norm_epsilon"),
        ("rope_parameters.rope_theta", "rope.freq_base"),
        ("rope_parameters.full_attention.rope_theta", "rope.freq_base"),
        ("sliding_window", "attention.sliding_window"),
        ("attn_logit_softcapping", "attn_logit_softcapping"),
        ("final_logit_softcapping", "final_logit_softcapping"),
    ]

    /// Ends of the names of tensors, in both conventions.
    private static let names = [
        ("model.embed_tokens.", "token_embd."), ("transformer.word_embeddings.", "token_embd."),
        ("transformer.wte.", "token_embd."), ("transformer.wpe.", "position_embd."),
        ("model.norm.", "output_norm."), ("transformer.ln_f.", "output_norm."), ("lm_head.", "output."),
        ("model.layers.", "blk."), ("transformer.h.", "blk."),
        (".self_attn.q_proj.", ".attn_q."), (".self_attn.k_proj.", ".attn_k."),
        (".self_attn.v_proj.", ".attn_v."), (".self_attn.o_proj.", ".attn_output."),
        (".self_attn.qkv_proj.", ".attn_qkv."), (".self_attention.query_key_value.", ".attn_qkv."),
        (".attn.c_attn.", ".attn_qkv."), (".self_attention.dense.", ".attn_output."),
        (".attn.c_proj.", ".attn_output."), (".self_attn.q_norm.", ".attn_q_norm."),
        (".self_attn.k_norm.", ".attn_k_norm."), (".mlp.gate_proj.", ".ffn_gate."),
        (".mlp.gate_up_proj.", ".ffn_up."), (".mlp.up_proj.", ".ffn_up."),
        (".mlp.dense_h_to_4h.", ".ffn_up."), (".mlp.c_fc.", ".ffn_up."),
        (".mlp.down_proj.", ".ffn_down."), (".mlp.dense_4h_to_h.", ".ffn_down."),
        (".mlp.c_proj.", ".ffn_down."), (".ln_attn.", ".attn_norm_2."), (".ln_mlp.", ".attn_norm."),
        (".input_layernorm.", ".attn_norm."), (".ln_1.", ".attn_norm."), (".ln_2.", ".ffn_norm."),
        (".pre_feedforward_layernorm.", ".ffn_norm."), (".post_feedforward_layernorm.", ".post_ffw_norm."),
    ]

    init(_ family: String) throws {
        let source = try SafetensorsSource(family: family)
        path = source.path + " in GGUF"
        let type = source.metadata["model_type"]?.string ?? ""
        let architecture = ["mistral": "llama", "gemma3_text": "gemma3"][type] ?? type
        metadata = ["general.architecture": .string(architecture)]
        for (name, own) in Self.settings {
            if let value = source.metadata[name] { metadata[architecture + "." + own] = value }
        }
        try add(family, source, architecture)
        let (configuration, _) = try ModelFamily.read(source)
        if architecture == "falcon" {
            metadata["falcon.attention.head_count_kv"] = .integer(configuration.keyValueHeadCount)
        }
        if let factor = source.metadata["rope_parameters.factor"]
            ?? source.metadata["rope_parameters.full_attention.factor"], family != "llama"
        {
            metadata[architecture + ".rope.scaling.type"] = .string("linear")
            metadata[architecture + ".rope.scaling.factor"] = factor
        }
        if let share = source.metadata["rope_parameters.partial_rotary_factor"]?.double {
            metadata[architecture + ".rope.dimension_count"] = .integer(
                Int(share * Double(configuration.headDimension)))
        }
        if family == "gemma3" {
            metadata["gemma3.attention.sliding_window_pattern"] = .bools([true, false, true])
        }
        for name in tensorNames.sorted() {
            guard let tensor = tensors[name] else { continue }
            tensors[name] = try converted(tensor, name, configuration, family)
        }
        if family == "llama" { try addDivisors(configuration, source) }
    }

    private mutating func add(_ family: String, _ source: SafetensorsSource, _ architecture: String) throws {
        let hasNormsAfter = ["gemma2", "gemma3", "olmo2"].contains(architecture)
        let after = hasNormsAfter ? ".post_attention_norm." : ".ffn_norm."
        for name in source.tensorNames {
            var own = name.replacing(".post_attention_layernorm.", with: after)
            for (from, to) in Self.names { own = own.replacing(from, with: to) }
            tensors[own] = try source.tensor(named: name)
        }
    }

    /// What the converter changes about a tensor.
    private func converted(
        _ tensor: WeightMatrix, _ name: String, _ configuration: ModelConfiguration, _ family: String
    ) throws -> WeightMatrix {
        if family.hasPrefix("gemma"), name.contains("norm") {
            let matrix = tensor.expanded()
            matrix.elements = matrix.elements.map { 1 + $0 }
            return try WeightMatrix(matrix)
        }
        if family == "gpt2", name.hasPrefix("blk."), name.hasSuffix(".weight"), !name.contains("norm") {
            return try tensor.transposed()
        }
        if family.hasPrefix("falcon"), name.contains("attn_qkv") {
            return try reordered(tensor, FusedRows.grouped(configuration))
        }
        let interleaved = ["llama", "yi", "smollm2", "smollm3", "mistral"].contains(family)
        let heads: Int? =
            name.contains("attn_q.")
            ? configuration.headCount : name.contains("attn_k.") ? configuration.keyValueHeadCount : nil
        guard interleaved, let heads else { return tensor }
        let half = configuration.headDimension / 2
        var order: [Int] = []
        for head in 0..<heads {
            let start = 2 * half * head
            for pair in 0..<half { order += [start + pair, start + half + pair] }
        }
        return try reordered(tensor, order)
    }

    /// Rows of a weight, or columns of a bias, in another order.
    private func reordered(_ tensor: WeightMatrix, _ order: [Int]) throws -> WeightMatrix {
        guard tensor.rows == 1 else { return try tensor.gathering(order) }
        let elements = tensor.expanded().elements
        return try WeightMatrix(Matrix(rows: 1, columns: order.count, order.map { elements[$0] }))
    }

    /// Llama 3's scaling is a tensor of divisors in GGUF.
    private mutating func addDivisors(_ configuration: ModelConfiguration, _ source: SafetensorsSource) throws
    {
        let reader = SettingsReader(source, architecture: "llama")
        let base = try reader.positive(SettingKey(nil, "rope_parameters.rope_theta"))
        let plain = reader.plainFrequencies(configuration.headDimension, base: base)
        let divisors = zip(plain, configuration.rotaries[0].frequencies).map { $0 / $1 }
        tensors["rope_freqs.weight"] = try WeightMatrix(Matrix(rows: 1, columns: divisors.count, divisors))
    }
}
