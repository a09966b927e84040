package import Tensor

/// All weights of a decoder, frozen and in their stored formats; norms and biases are expanded.
package struct DecoderWeights: Sendable {
    /// The table of token embeddings `[V, C]`.
    package let embedding: WeightMatrix
    /// The table of learned positions, one row a position; nil for models that turn queries and keys instead.
    package let positions: WeightMatrix?
    /// The layers, from the bottom.
    package let layers: [DecoderLayerWeights]
    /// The norm before the head.
    package let outputNorm: Norm
    /// The output head `[V, C]` when it is not the embedding table.
    package let output: WeightMatrix?

    /// Gathers the weights.
    package init(
        embedding: WeightMatrix, positions: WeightMatrix? = nil, layers: [DecoderLayerWeights],
        outputNorm: Norm, output: WeightMatrix?
    ) {
        self.embedding = embedding
        self.positions = positions
        self.layers = layers
        self.outputNorm = outputNorm
        self.output = output
    }

    /// The output head `[V, C]`, free or tied.
    package var head: WeightMatrix { output ?? embedding }

    /// Bytes of all stored weights.
    package var byteCount: Int {
        let linear = layers.reduce(0) { sum, layer in
            LinearModule.simple.reduce(sum) { $0 + (layer[$1]?.byteCount ?? 0) }
        }
        return linear + embedding.byteCount + (positions?.byteCount ?? 0) + (output?.byteCount ?? 0)
    }
}
