/// The linear layers of a decoder layer that an adapter can change; checkpoints use the raw values.
///
/// A family has either the separate layers or the fused one that takes their place; ``ModuleNames`` says which, and
/// what PEFT calls them.
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
    /// Hidden to the gated part of the feed-forward layer, or to all of it when there is no gate.
    case up = "up_proj"
    /// Feed-forward back to hidden.
    case down = "down_proj"
    /// Hidden to queries, keys and values at once.
    case queryKeyValue = "qkv_proj"
    /// Hidden to the gate and the gated part at once.
    case gateUp = "gate_up_proj"

    /// The layers that are computed: itself, or what a fused one holds, in the order of its rows.
    package var parts: [LinearModule] {
        switch self {
        case .queryKeyValue: [.query, .key, .value]
        case .gateUp: [.gate, .up]
        default: [self]
        }
    }

    /// The layers that hold nothing but themselves.
    package static let simple: [LinearModule] = [
        .query, .key, .value, .attentionOutput, .gate, .up, .down,
    ]

    /// Its place in ``allCases``; the first of them are ``simple``.
    package var index: Int {
        switch self {
        case .query: 0
        case .key: 1
        case .value: 2
        case .attentionOutput: 3
        case .gate: 4
        case .up: 5
        case .down: 6
        case .queryKeyValue: 7
        case .gateUp: 8
        }
    }
}
