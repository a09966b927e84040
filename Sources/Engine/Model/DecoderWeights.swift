package import Tensor

/// All weights of a decoder, frozen and in their stored formats; norms are expanded.
package struct DecoderWeights: Sendable {
    /// The table of token embeddings `[V, C]`.
    package let embedding: WeightMatrix
    /// The layers, from the bottom.
    package let layers: [DecoderLayerWeights]
    /// Gain of the norm before the head, `[1, C]`.
    package let outputNorm: Matrix
    /// The output head `[V, C]` when it is not the embedding table.
    package let output: WeightMatrix?

    /// Gathers the weights.
    package init(
        embedding: WeightMatrix, layers: [DecoderLayerWeights], outputNorm: Matrix, output: WeightMatrix?
    ) {
        self.embedding = embedding
        self.layers = layers
        self.outputNorm = outputNorm
        self.output = output
    }

    /// The output head `[V, C]`, free or tied.
    package var head: WeightMatrix { output ?? embedding }

    /// Bytes of all stored weights.
    package var byteCount: Int {
        let linear = layers.reduce(0) { sum, layer in
            LinearModule.allCases.reduce(sum) { $0 + layer[$1].byteCount }
        }
        return linear + embedding.byteCount + (output?.byteCount ?? 0)
    }
}
