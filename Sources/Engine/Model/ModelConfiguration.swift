package import Tensor

/// The shape of a decoder: everything about it that is not a weight.
package struct ModelConfiguration: Sendable, Hashable {
    /// The family, as the file names it.
    package var architecture: String
    /// Number of tokens V.
    package var vocabulary: Int
    /// Width of the residual stream C.
    package var hiddenSize: Int
    /// Width of the gated feed-forward layer.
    package var intermediateSize: Int
    /// Query heads H.
    package var headCount: Int
    /// Key/value heads G.
    package var keyValueHeadCount: Int
    /// Columns of a head D.
    package var headDimension: Int
    /// Number of layers.
    package var layerCount: Int
    /// The most positions that the model was made for.
    package var contextLength: Int
    /// Added to the mean square in the norms.
    package var normEpsilon: Float
    /// Radians a position for each pair of a head's columns, D / 2 of them, scaling included.
    package var rotaryFrequencies: [Float]
    /// Which columns of a head turn together, as the query and key weights are stored.
    package var rotaryLayout: RotaryTable.Layout
    /// Whether the output head is the embedding table.
    package var tiedEmbeddings: Bool

    /// Makes a configuration.
    package init(
        architecture: String = "llama", vocabulary: Int, hiddenSize: Int, intermediateSize: Int,
        headCount: Int,
        keyValueHeadCount: Int, headDimension: Int, layerCount: Int, contextLength: Int, normEpsilon: Float,
        rotaryFrequencies: [Float], rotaryLayout: RotaryTable.Layout, tiedEmbeddings: Bool
    ) {
        self.architecture = architecture
        self.vocabulary = vocabulary
        self.hiddenSize = hiddenSize
        self.intermediateSize = intermediateSize
        self.headCount = headCount
        self.keyValueHeadCount = keyValueHeadCount
        self.headDimension = headDimension
        self.layerCount = layerCount
        self.contextLength = contextLength
        self.normEpsilon = normEpsilon
        self.rotaryFrequencies = rotaryFrequencies
        self.rotaryLayout = rotaryLayout
        self.tiedEmbeddings = tiedEmbeddings
    }

    /// How columns divide into heads.
    package var attentionShape: AttentionShape {
        AttentionShape(
            headCount: headCount, keyValueHeadCount: keyValueHeadCount, dimension: headDimension)
    }

    /// Columns of queries: H · D.
    package var queryColumns: Int { headCount * headDimension }

    /// Columns of keys and of values: G · D.
    package var keyValueColumns: Int { keyValueHeadCount * headDimension }

    /// Inputs of a linear layer.
    package func inputs(of module: LinearModule) -> Int {
        switch module {
        case .query, .key, .value, .gate, .up: hiddenSize
        case .attentionOutput: queryColumns
        case .down: intermediateSize
        }
    }

    /// Outputs of a linear layer.
    package func outputs(of module: LinearModule) -> Int {
        switch module {
        case .query: queryColumns
        case .key, .value: keyValueColumns
        case .attentionOutput, .down: hiddenSize
        case .gate, .up: intermediateSize
        }
    }

    /// The angles of a batch of positions.
    package func rotaryTable(positions: [Int]) -> RotaryTable {
        RotaryTable(positions: positions, frequencies: rotaryFrequencies, layout: rotaryLayout)
    }

    /// Weights of the decoder, embedding included and counted once when it is also the head.
    package var parameterCount: Int {
        let linear = LinearModule.allCases.reduce(0) { $0 + inputs(of: $1) * outputs(of: $1) }
        let tables = vocabulary * hiddenSize * (tiedEmbeddings ? 1 : 2)
        return layerCount * (linear + 2 * hiddenSize) + tables + hiddenSize
    }
}
