package import Tensor

/// The shape of an encoder of the BERT family: everything about it that is not a weight.
package struct EncoderConfiguration: Sendable, Hashable {
    /// Number of tokens V.
    package let vocabulary: Int
    /// Width of the residual stream C, and of a text's vector.
    package let hiddenSize: Int
    /// Width of the feed-forward layer.
    package let intermediateSize: Int
    /// Heads H.
    package let headCount: Int
    /// Number of layers.
    package let layerCount: Int
    /// The most tokens of a text.
    package let contextLength: Int
    /// Added to the variance in the norms.
    package let normEpsilon: Float
    /// What the feed-forward layer applies.
    package let activation: ActivationFunction

    /// How columns divide into heads, each token seeing its whole text.
    package var attentionShape: AttentionShape {
        AttentionShape(
            headCount: headCount, keyValueHeadCount: headCount, dimension: hiddenSize / headCount,
            isCausal: false)
    }
}
