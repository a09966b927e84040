package import Tensor

/// The weights of one decoder layer.
///
/// Linear weights are `[outputs, inputs]`.
package struct DecoderLayerWeights: Sendable {
    /// Gain of the norm before attention, `[1, C]`.
    package let attentionNorm: Matrix
    /// Hidden to queries, `[H · D, C]`.
    package let query: WeightMatrix
    /// Hidden to keys, `[G · D, C]`.
    package let key: WeightMatrix
    /// Hidden to values, `[G · D, C]`.
    package let value: WeightMatrix
    /// Heads back to hidden, `[C, H · D]`.
    package let attentionOutput: WeightMatrix
    /// Gain of the norm before the feed-forward layer, `[1, C]`.
    package let feedForwardNorm: Matrix
    /// Hidden to the gate, `[intermediate, C]`.
    package let gate: WeightMatrix
    /// Hidden to the gated part, `[intermediate, C]`.
    package let up: WeightMatrix
    /// Feed-forward back to hidden, `[C, intermediate]`.
    package let down: WeightMatrix

    /// Gathers the weights of a layer.
    package init(
        attentionNorm: Matrix, query: WeightMatrix, key: WeightMatrix, value: WeightMatrix,
        attentionOutput: WeightMatrix, feedForwardNorm: Matrix, gate: WeightMatrix, up: WeightMatrix,
        down: WeightMatrix
    ) {
        self.attentionNorm = attentionNorm
        self.query = query
        self.key = key
        self.value = value
        self.attentionOutput = attentionOutput
        self.feedForwardNorm = feedForwardNorm
        self.gate = gate
        self.up = up
        self.down = down
    }

    /// The weights of one linear layer.
    package subscript(module: LinearModule) -> WeightMatrix {
        switch module {
        case .query: query
        case .key: key
        case .value: value
        case .attentionOutput: attentionOutput
        case .gate: gate
        case .up: up
        case .down: down
        }
    }
}
