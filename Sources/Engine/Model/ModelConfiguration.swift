package import Tensor

/// The shape of a decoder: everything about it that is not a weight.
package struct ModelConfiguration: Sendable, Hashable {
    /// The family, as the file names it.
    package var architecture: String
    /// Number of tokens V.
    package var vocabulary: Int
    /// Width of the residual stream C.
    package var hiddenSize: Int
    /// Width of the feed-forward layer.
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
    /// Added to the mean square or the variance in the norms.
    package var normEpsilon: Float
    /// The ways in which queries and keys turn: none, one for all layers, or several.
    package var rotaries: [RotaryAngles]
    /// The attention of each layer; a pattern shorter than the layers repeats.
    package var layerPattern: [LayerAttention]
    /// The parts that the decoder is put together from.
    package var style: DecoderStyle
    /// Whether the output head is the embedding table.
    package var tiedEmbeddings: Bool
    /// The linear layers and their names in transformers.
    package var names: ModuleNames

    /// Makes a configuration.
    package init(
        architecture: String = "llama", vocabulary: Int, hiddenSize: Int, intermediateSize: Int,
        headCount: Int, keyValueHeadCount: Int, headDimension: Int, layerCount: Int, contextLength: Int,
        normEpsilon: Float, rotaries: [RotaryAngles], layerPattern: [LayerAttention] = [LayerAttention()],
        style: DecoderStyle = DecoderStyle(), tiedEmbeddings: Bool, names: ModuleNames = .separate
    ) {
        precondition(!layerPattern.isEmpty, "A decoder needs at least one kind of layer.")
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
        self.rotaries = rotaries
        self.layerPattern = layerPattern
        self.style = style
        self.tiedEmbeddings = tiedEmbeddings
        self.names = names
    }

    /// What distinguishes the attention of a layer.
    package func attention(of layer: Int) -> LayerAttention { layerPattern[layer % layerPattern.count] }

    /// How columns divide into heads in a layer, and what its queries see.
    package func attentionShape(of layer: Int) -> AttentionShape {
        AttentionShape(
            headCount: headCount, keyValueHeadCount: keyValueHeadCount, dimension: headDimension,
            scale: style.attentionScale, window: attention(of: layer).window, softCap: style.attentionSoftCap)
    }

    /// Columns of queries: H · D.
    package var queryColumns: Int { headCount * headDimension }

    /// Columns of keys and of values: G · D.
    package var keyValueColumns: Int { keyValueHeadCount * headDimension }

    /// Inputs of a linear layer.
    package func inputs(of module: LinearModule) -> Int {
        switch module {
        case .query, .key, .value, .gate, .up, .queryKeyValue, .gateUp: hiddenSize
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
        case .queryKeyValue: queryColumns + 2 * keyValueColumns
        case .gateUp: 2 * intermediateSize
        }
    }

    /// The linear layers of every decoder layer, as transformers divides them.
    package var modules: [LinearModule] { names.modules }

    /// The angles of a batch of positions, one table for each of ``rotaries``.
    ///
    /// - Parameters:
    ///   - positions: The position of each row.
    ///   - reaches: How many positions the sequence of each row may come to have; nil takes all to end with the batch.
    /// - Returns: The tables.
    package func rotaryTables(positions: [Int], reaches: [Int]? = nil) -> [RotaryTable] {
        let reaches = reaches ?? positions.map { _ in (positions.max() ?? 0) + 1 }
        return rotaries.map { $0.table(positions: positions, reaches: reaches) }
    }

    /// Whether a sequence that may come to have so many positions turns by other frequencies than a short one.
    func isLong(_ reach: Int) -> Bool {
        rotaries.contains { $0.longRange.map { reach > $0.threshold } ?? false }
    }

    /// Weights of the decoder, embedding included and counted once when it is also the head; biases are not counted.
    package var parameterCount: Int {
        let linear = modules.reduce(0) { $0 + inputs(of: $1) * outputs(of: $1) }
        let tables = vocabulary * hiddenSize * (tiedEmbeddings ? 1 : 2)
        let positions = style.hasPositions ? contextLength * hiddenSize : 0
        return layerCount * (linear + normCount * hiddenSize + headNorms) + tables + positions + hiddenSize
    }

    /// Weights of the norms of queries and keys in one layer.
    private var headNorms: Int {
        switch style.queryKeyNorm {
        case .none: 0
        case .heads: 2 * headDimension
        case .width: queryColumns + keyValueColumns
        }
    }

    /// Norms over the residual stream in one layer.
    private var normCount: Int {
        if style.residual == .parallelWithOneNorm { return 1 }
        return style.normPlacement == .both ? 4 : 2
    }
}
