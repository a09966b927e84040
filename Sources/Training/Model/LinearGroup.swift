import Engine

/// The linear layers of a decoder layer that read the same input, whose A matrices are therefore stacked.
enum LinearGroup: Int, CaseIterable, Sendable {
    /// The input of attention: queries, keys and values.
    case attentionInput
    /// The heads' result: the way back to the residual stream.
    case attentionOutput
    /// The input of the feed-forward layer: gate and up.
    case feedForwardInput
    /// The product of the feed-forward layer: the way back to the residual stream.
    case feedForwardOutput

    /// The layers of this group that the family has, each with a low-rank pair.
    func modules(_ configuration: ModelConfiguration) -> [LinearModule] {
        configuration.modules.filter { all.contains($0) }
    }

    /// The layers of this group that are computed: fused ones as their parts.
    func parts(_ configuration: ModelConfiguration) -> [LinearModule] {
        modules(configuration).flatMap(\.parts)
    }

    /// For each of the parts, the place of its A among the stacked ones.
    func slots(_ configuration: ModelConfiguration) -> [Int] {
        modules(configuration).enumerated().flatMap { slot, module in module.parts.map { _ in slot } }
    }

    private var all: [LinearModule] {
        switch self {
        case .attentionInput: [.query, .key, .value, .queryKeyValue]
        case .attentionOutput: [.attentionOutput]
        case .feedForwardInput: [.gate, .up, .gateUp]
        case .feedForwardOutput: [.down]
        }
    }
}
