/// Which linear layers a family has, and the names by which transformers and PEFT know them.
package struct ModuleNames: Sendable, Hashable {
    /// One linear layer.
    package struct Entry: Sendable, Hashable {
        /// Which it is.
        package let module: LinearModule
        /// Its name within a decoder layer, such as `self_attn.q_proj`.
        package let path: String
    }

    /// How the rows of a fused query, key and value layer follow each other in transformers.
    package enum FusedOrder: Sendable, Hashable {
        /// All queries, all keys, all values.
        case blocks
        /// For each key/value head its queries, its key and its value.
        case groups
    }

    /// What comes before a layer's number, such as `model.layers.`.
    package let layers: String
    /// The linear layers, in the order in which they are computed.
    package let entries: [Entry]
    /// The order of a fused layer's rows.
    package let fusedOrder: FusedOrder
    /// Whether transformers keeps the weights as `[inputs, outputs]`, which PEFT calls fan-in-fan-out.
    package let isTransposed: Bool

    /// Names a family's linear layers.
    package init(
        layers: String, _ paths: [(LinearModule, String)], fusedOrder: FusedOrder = .blocks,
        isTransposed: Bool = false
    ) {
        self.layers = layers
        entries = paths.map { Entry(module: $0.0, path: $0.1) }
        self.fusedOrder = fusedOrder
        self.isTransposed = isTransposed
    }

    /// The linear layers.
    package var modules: [LinearModule] { entries.map(\.module) }

    /// The name of a linear layer within a decoder layer; nil when the family has none.
    package func path(of module: LinearModule) -> String? {
        entries.first { $0.module == module }?.path
    }

    /// What PEFT's `target_modules` calls a linear layer: its last name, or more of it where that is not unique.
    package func target(of module: LinearModule) -> String? {
        guard let path = path(of: module) else { return nil }
        func last(_ path: String) -> Substring { path.split(separator: ".").last ?? "" }
        let isUnique = entries.filter { last($0.path) == last(path) }.count == 1
        return isUnique ? String(last(path)) : path
    }
}

extension ModuleNames {
    /// Llama and the families that follow it.
    package static let separate = ModuleNames(
        layers: "model.layers.",
        [
            (.query, "self_attn.q_proj"), (.key, "self_attn.k_proj"), (.value, "self_attn.v_proj"),
            (.attentionOutput, "self_attn.o_proj"), (.gate, "mlp.gate_proj"), (.up, "mlp.up_proj"),
            (.down, "mlp.down_proj"),
        ])

    /// Phi-3.
    package static let phi3 = ModuleNames(
        layers: "model.layers.",
        [
            (.queryKeyValue, "self_attn.qkv_proj"), (.attentionOutput, "self_attn.o_proj"),
            (.gateUp, "mlp.gate_up_proj"), (.down, "mlp.down_proj"),
        ])

    /// Falcon.
    package static let falcon = ModuleNames(
        layers: "transformer.h.",
        [
            (.queryKeyValue, "self_attention.query_key_value"), (.attentionOutput, "self_attention.dense"),
            (.up, "mlp.dense_h_to_4h"), (.down, "mlp.dense_4h_to_h"),
        ], fusedOrder: .groups)

    /// GPT-2.
    package static let gpt2 = ModuleNames(
        layers: "transformer.h.",
        [
            (.queryKeyValue, "attn.c_attn"), (.attentionOutput, "attn.c_proj"), (.up, "mlp.c_fc"),
            (.down, "mlp.c_proj"),
        ], isTransposed: true)
}
