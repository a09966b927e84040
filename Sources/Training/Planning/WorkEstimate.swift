import Engine

/// Counts the floating-point operations of training and evaluating a decoder with LoRA on every linear layer.
struct WorkEstimate {
    /// Weights of the decoder's linear layers, the head apart.
    let decoderWeights: Double
    /// Weights of the adapter.
    let adapterWeights: Double
    /// Weights of the output head.
    let headWeights: Double
    /// Multiply-adds a token and a visible token of its row in the attention of all layers.
    private let attentionWidth: Double

    /// Counts for one model and rank.
    init(configuration: ModelConfiguration, rank: Int) {
        let hidden = Double(configuration.hiddenSize)
        let query = Double(configuration.queryColumns)
        let layers = Double(configuration.layerCount)
        var weights = 0
        var sides = 0
        for module in configuration.modules {
            let (inputs, outputs) = (configuration.inputs(of: module), configuration.outputs(of: module))
            weights += inputs * outputs
            sides += inputs + outputs
        }
        decoderWeights = layers * Double(weights)
        adapterWeights = layers * Double(rank) * Double(sides)
        headWeights = hidden * Double(configuration.vocabulary)
        attentionWidth = layers * 2 * query
    }

    /// Operations of one pass forward and backward.
    ///
    /// A frozen weight costs 2 forward and 2 for the gradient of its input, an adapter's weight 2 more for its
    /// own gradient. Attention is computed once forward and about two and a half times as much backward.
    ///
    /// - Parameters:
    ///   - tokens: Tokens computed.
    ///   - lossTokens: Those of them that carry loss.
    ///   - meanLength: Mean length of their rows.
    ///   - recomputes: Whether every block is computed a second time before its gradient.
    /// - Returns: Additions and multiplications, each counted as one.
    func trainingOperations(
        tokens: Double, lossTokens: Double, meanLength: Double, recomputes: Bool = false
    ) -> Double {
        let forward = evaluationOperations(tokens: tokens, lossTokens: 0, meanLength: meanLength)
        let backward =
            tokens * (2 * decoderWeights + 4 * adapterWeights + 2.5 * attentionWidth * meanLength)
            + lossTokens * 4 * headWeights
        return forward * (recomputes ? 2 : 1) + backward
    }

    /// Operations of one pass forward with its loss.
    func evaluationOperations(tokens: Double, lossTokens: Double, meanLength: Double) -> Double {
        tokens * (2 * decoderWeights + 2 * adapterWeights + attentionWidth * meanLength)
            + lossTokens * 2 * headWeights
    }
}
