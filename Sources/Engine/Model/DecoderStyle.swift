package import Tensor

/// Which parts a decoder is put together from; the values at first are Llama's.
package struct DecoderStyle: Sendable, Hashable {
    /// Where a layer's norms are.
    package enum NormPlacement: Sendable, Hashable {
        /// Before attention and before the feed-forward layer.
        case before
        /// After each of them.
        case after
        /// Before and after each of them.
        case both
    }

    /// How attention and feed-forward follow each other.
    package enum Residual: Sendable, Hashable {
        /// The feed-forward layer reads what attention has added to.
        case sequential
        /// Both read the layer's input, each through a norm of its own.
        case parallel
        /// Both read the layer's input through one norm.
        case parallelWithOneNorm
    }

    /// What queries and keys go through before they are turned.
    package enum QueryKeyNorm: Sendable, Hashable {
        /// Nothing.
        case none
        /// A norm of each head.
        case heads
        /// A norm over all heads at once.
        case width
    }

    /// How norms scale.
    package var norm = NormKind.rootMeanSquare
    /// Where they are.
    package var normPlacement = NormPlacement.before
    /// How attention and feed-forward follow each other.
    package var residual = Residual.sequential
    /// What queries and keys go through.
    package var queryKeyNorm = QueryKeyNorm.none
    /// What scores are multiplied by; `1 / sqrt(D)` when nil.
    package var attentionScale: Float?
    /// What scaled scores are kept within; nil leaves them.
    package var attentionSoftCap: Float?
    /// What logits are kept within; nil leaves them.
    package var logitSoftCap: Float?
    /// What the feed-forward layer applies.
    package var activation = ActivationFunction.silu
    /// Whether the feed-forward layer is gated.
    package var isGated = true
    /// What token embeddings are multiplied by; nil leaves them.
    package var embeddingScale: Float?
    /// Whether a learned vector for each position joins the embeddings.
    package var hasPositions = false

    /// Starts with Llama's parts.
    package init() {}

    /// Whether there are norms before attention and feed-forward.
    package var normsBefore: Bool { normPlacement != .after }
    /// Whether there are norms after them.
    package var normsAfter: Bool { normPlacement != .before }
}
