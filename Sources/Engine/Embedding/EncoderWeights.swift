internal import Tensor

/// All weights of an encoder, frozen and in their stored formats; norms and biases are expanded.
struct EncoderWeights: Sendable {
    /// A linear layer with its bias.
    struct Linear: Sendable {
        /// The weights, `[outputs, inputs]`.
        let weight: WeightMatrix
        /// The bias, `[1, outputs]`.
        let bias: Matrix
    }

    /// One layer.
    struct Layer: Sendable {
        /// Hidden to queries.
        let query: Linear
        /// Hidden to keys.
        let key: Linear
        /// Hidden to values.
        let value: Linear
        /// Heads back to hidden.
        let attentionOutput: Linear
        /// The norm of the stream once attention has joined it.
        let attentionNorm: Norm
        /// Hidden to feed-forward.
        let up: Linear
        /// Feed-forward back to hidden.
        let down: Linear
        /// The norm of the stream once the feed-forward layer has joined it.
        let outputNorm: Norm
    }

    /// The table of token embeddings `[V, C]`.
    let embedding: WeightMatrix
    /// The table of learned positions.
    let positions: WeightMatrix
    /// The vector of the first kind of segment, which joins every token, `[1, C]`.
    let segment: Matrix
    /// The norm of the embeddings.
    let embeddingNorm: Norm
    /// The layers, from the bottom.
    let layers: [Layer]
}
