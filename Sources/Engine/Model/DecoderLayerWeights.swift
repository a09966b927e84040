package import Tensor

/// The weights of one decoder layer.
///
/// Linear weights are `[outputs, inputs]`. Which norms there are says where the family puts them; the parts of a
/// fused layer are rows of one stored matrix.
package struct DecoderLayerWeights: Sendable {
    /// The norm before attention.
    package let attentionNorm: Norm?
    /// Hidden to queries, `[H · D, C]`.
    package let query: WeightMatrix
    /// Hidden to keys, `[G · D, C]`.
    package let key: WeightMatrix
    /// Hidden to values, `[G · D, C]`.
    package let value: WeightMatrix
    /// The norm of the queries, of each head or over the whole width.
    package let queryNorm: Norm?
    /// The norm of the keys, of each head or over the whole width.
    package let keyNorm: Norm?
    /// Heads back to hidden, `[C, H · D]`.
    package let attentionOutput: WeightMatrix
    /// The norm of what attention gives, before it joins the residual stream.
    package let postAttentionNorm: Norm?
    /// The norm before the feed-forward layer.
    package let feedForwardNorm: Norm?
    /// Hidden to the gate, `[intermediate, C]`; nil when nothing is gated.
    package let gate: WeightMatrix?
    /// Hidden to the gated part, `[intermediate, C]`.
    package let up: WeightMatrix
    /// Feed-forward back to hidden, `[C, intermediate]`.
    package let down: WeightMatrix
    /// The norm of what the feed-forward layer gives, before it joins the residual stream.
    package let postFeedForwardNorm: Norm?
    /// The biases; nil when there is none.
    package let biases: LinearBiases?

    /// Gathers the weights of a layer.
    package init(
        attentionNorm: Norm?, query: WeightMatrix, key: WeightMatrix, value: WeightMatrix,
        queryNorm: Norm? = nil, keyNorm: Norm? = nil, attentionOutput: WeightMatrix,
        postAttentionNorm: Norm? = nil, feedForwardNorm: Norm?, gate: WeightMatrix?, up: WeightMatrix,
        down: WeightMatrix, postFeedForwardNorm: Norm? = nil, biases: LinearBiases? = nil
    ) {
        self.attentionNorm = attentionNorm
        self.query = query
        self.key = key
        self.value = value
        self.queryNorm = queryNorm
        self.keyNorm = keyNorm
        self.attentionOutput = attentionOutput
        self.postAttentionNorm = postAttentionNorm
        self.feedForwardNorm = feedForwardNorm
        self.gate = gate
        self.up = up
        self.down = down
        self.postFeedForwardNorm = postFeedForwardNorm
        self.biases = biases
    }

    /// The weights of one linear layer; nil for a gate that is not there, and for fused layers as a whole.
    package subscript(module: LinearModule) -> WeightMatrix? {
        switch module {
        case .query: query
        case .key: key
        case .value: value
        case .attentionOutput: attentionOutput
        case .gate: gate
        case .up: up
        case .down: down
        case .queryKeyValue, .gateUp: nil
        }
    }
}
