import Engine

/// The linear layers of a decoder layer that read the same input, whose A matrices are therefore stacked.
enum LinearGroup: Int, CaseIterable, Sendable {
    /// The normed input of attention: queries, keys and values.
    case attentionInput
    /// The heads' result: the way back to the residual stream.
    case attentionOutput
    /// The normed input of the feed-forward layer: gate and up.
    case feedForwardInput
    /// The gated product: the way back to the residual stream.
    case feedForwardOutput

    /// The layers of this group.
    var modules: [LinearModule] {
        switch self {
        case .attentionInput: [.query, .key, .value]
        case .attentionOutput: [.attentionOutput]
        case .feedForwardInput: [.gate, .up]
        case .feedForwardOutput: [.down]
        }
    }
}
