/// The linear layers of a decoder layer that an adapter can change; the raw values are PEFT's names.
package enum LinearModule: String, Sendable, Hashable, CaseIterable, Codable {
    /// Hidden to queries.
    case query = "q_proj"
    /// Hidden to keys.
    case key = "k_proj"
    /// Hidden to values.
    case value = "v_proj"
    /// Heads back to hidden.
    case attentionOutput = "o_proj"
    /// Hidden to the gate of the feed-forward layer.
    case gate = "gate_proj"
    /// Hidden to the gated part of the feed-forward layer.
    case up = "up_proj"
    /// Feed-forward back to hidden.
    case down = "down_proj"

    /// The module that holds it in Hugging Face's names.
    package var parent: String {
        switch self {
        case .query, .key, .value, .attentionOutput: "self_attn"
        case .gate, .up, .down: "mlp"
        }
    }

    /// Its place in ``allCases``.
    package var index: Int {
        switch self {
        case .query: 0
        case .key: 1
        case .value: 2
        case .attentionOutput: 3
        case .gate: 4
        case .up: 5
        case .down: 6
        }
    }
}
