import Engine
import Tensor

/// The memory of forward and backward passes, kept from one micro-batch to the next.
///
/// Fresh memory costs the system as much as a product or two, so it grows to the largest micro-batch seen and is
/// lent out as prefixes.
final class PassMemory {
    /// Whether only each layer's input is kept and the layer is computed again before its gradient.
    let recomputes: Bool
    private let configuration: ModelConfiguration
    private let rank: Int
    private var capacity = 0
    private var whole: PassBuffers?

    /// Prepares memory for passes of one model.
    init(configuration: ModelConfiguration, rank: Int, recomputes: Bool) {
        self.configuration = configuration
        self.rank = rank
        self.recomputes = recomputes
    }

    /// Buffers for exactly so many tokens; what an earlier call lent is overwritten.
    ///
    /// - Parameters:
    ///   - tokens: Tokens of the micro-batch, at least 1.
    ///   - keeping: Whether a backward pass follows.
    /// - Returns: Matrices of `tokens` rows over memory that stays this object's.
    func buffers(tokens: Int, keeping: Bool) -> PassBuffers {
        let layers = keeping && !recomputes ? configuration.layerCount : 1
        let inputs = keeping ? configuration.layerCount + 1 : 1
        if let whole, capacity >= tokens, whole.layers.count >= layers, whole.inputs.count >= inputs {
            return whole.prefix(tokens)
        }
        whole = nil  // The old memory goes before the new one comes.
        let rows = max(capacity, tokens)
        let fresh = PassBuffers(
            tokens: rows, configuration: configuration, rank: rank, layers: layers, inputs: inputs)
        capacity = rows
        whole = fresh
        return fresh.prefix(tokens)
    }
}
