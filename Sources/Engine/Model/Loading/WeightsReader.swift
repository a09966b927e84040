internal import Tensor

/// Finds the weights of a decoder by a family's names, in the shapes that the configuration asks for.
struct WeightsReader {
    let reader: SettingsReader
    let configuration: ModelConfiguration
    let names: TensorNames
    /// Every tensor that was asked for; what the source holds besides them is a part that nothing computes.
    private var used: Set<String> = []

    private var source: any TensorSource { reader.source }
    private var style: DecoderStyle { configuration.style }

    init(_ reader: SettingsReader, configuration: ModelConfiguration, names: TensorNames) {
        self.reader = reader
        self.configuration = configuration
        self.names = names
    }

    /// Finds all weights.
    ///
    /// - Throws: ``EngineError`` when one is missing or misshapen, or when the source holds a part that is not known.
    mutating func weights() throws(EngineError) -> DecoderWeights {
        let hidden = configuration.hiddenSize
        let table = try weight(names.embedding, rows: configuration.vocabulary, columns: hidden)
        let positions = try positions(hidden)
        var layers: [DecoderLayerWeights] = []
        for layer in 0..<configuration.layerCount { layers.append(try self.layer(layer)) }
        let norm = try norm(names.outputNorm, hidden)
        let output = try output(hidden)
        try refuseTheRest()
        return DecoderWeights(
            embedding: table, positions: positions, layers: layers, outputNorm: norm, output: output)
    }

    private mutating func positions(_ hidden: Int) throws(EngineError) -> WeightMatrix? {
        guard style.hasPositions, let name = names.positions else { return nil }
        return try weight(name, rows: configuration.contextLength, columns: hidden)
    }

    private mutating func output(_ hidden: Int) throws(EngineError) -> WeightMatrix? {
        used.insert(names.output + ".weight")
        return configuration.tiedEmbeddings
            ? nil : try weight(names.output, rows: configuration.vocabulary, columns: hidden)
    }

    // MARK: - One layer

    private mutating func layer(_ layer: Int) throws(EngineError) -> DecoderLayerWeights {
        let prefix = names.layers + "\(layer)."
        let hidden = configuration.hiddenSize
        var biases = LinearBiases()
        let attention = try parts(
            names.queryKeyValue, .queryKeyValue, prefix,
            [(names.query, .query), (names.key, .key), (names.value, .value)], &biases)
        let inner: [WeightMatrix]
        if style.isGated {
            inner = try parts(
                names.gateUp, .gateUp, prefix, [(names.gate, .gate), (names.up, .up)], &biases)
        } else {
            inner = [try linear(prefix + names.up, .up, &biases)]
        }
        return DecoderLayerWeights(
            attentionNorm: try norm(names.attentionNorm, hidden, prefix),
            query: attention[0], key: attention[1], value: attention[2],
            queryNorm: try headNorm(names.queryNorm, configuration.queryColumns, prefix),
            keyNorm: try headNorm(names.keyNorm, configuration.keyValueColumns, prefix),
            attentionOutput: try linear(prefix + names.attentionOutput, .attentionOutput, &biases),
            postAttentionNorm: try norm(names.postAttentionNorm, hidden, prefix),
            feedForwardNorm: style.residual == .parallelWithOneNorm
                ? nil : try norm(names.feedForwardNorm, hidden, prefix),
            gate: style.isGated ? inner[0] : nil, up: inner[inner.count - 1],
            down: try linear(prefix + names.down, .down, &biases),
            postFeedForwardNorm: try norm(names.postFeedForwardNorm, hidden, prefix),
            biases: biases.isEmpty ? nil : biases)
    }

    /// Linear layers of one input, from one fused matrix where the source has it.
    private mutating func parts(
        _ fused: String?, _ module: LinearModule, _ prefix: String, _ separate: [(String, LinearModule)],
        _ biases: inout LinearBiases
    ) throws(EngineError) -> [WeightMatrix] {
        if let fused {
            let tensor = try source.tensor(named: prefix + fused + ".weight")
            // A GGUF file keeps a fused gate under the name of the gated part, which is then twice as tall.
            let isThere = tensor.map { fused != names.up || $0.rows == configuration.outputs(of: module) }
            if isThere ?? reader.isHuggingFace {
                return try slices(prefix + fused, module, separate.map(\.1), &biases)
            }
        }
        var result: [WeightMatrix] = []
        for (name, module) in separate { result.append(try linear(prefix + name, module, &biases)) }
        return result
    }

    /// The rows of a fused matrix as a matrix a part, and the columns of its bias as a bias a part.
    private mutating func slices(
        _ name: String, _ module: LinearModule, _ parts: [LinearModule], _ biases: inout LinearBiases
    ) throws(EngineError) -> [WeightMatrix] {
        var whole = try stored(name, module)
        var bias = try bias(name, module)
        if module == .queryKeyValue, names.fusedOrder == .groups, configuration.keyValueHeadCount > 1 {
            let order = FusedRows.grouped(configuration)
            let matrix = whole
            whole = try EngineError.wrap { () throws(TensorError) in try matrix.gathering(order) }
            if let elements = bias?.elements {
                bias = Matrix(rows: 1, columns: order.count, order.map { elements[$0] })
            }
        }
        var result: [WeightMatrix] = []
        var first = 0
        for part in parts {
            let range = first..<first + configuration.outputs(of: part)
            let matrix = whole
            result.append(try EngineError.wrap { () throws(TensorError) in try matrix.rows(range) })
            biases[part] = bias.map {
                Matrix(viewing: $0, from: range.lowerBound, rows: 1, columns: range.count)
            }
            first = range.upperBound
        }
        return result
    }

    private mutating func linear(
        _ name: String, _ module: LinearModule, _ biases: inout LinearBiases
    ) throws(EngineError) -> WeightMatrix {
        biases[module] = try bias(name, module)
        return try stored(name, module)
    }

    /// A linear layer's weights as `[outputs, inputs]`.
    private mutating func stored(_ name: String, _ module: LinearModule) throws(EngineError) -> WeightMatrix {
        let (rows, columns) = (configuration.outputs(of: module), configuration.inputs(of: module))
        guard names.isTransposed else { return try weight(name, rows: rows, columns: columns) }
        let matrix = try weight(name, rows: columns, columns: rows)
        return try EngineError.wrap { () throws(TensorError) in try matrix.transposed() }
    }

    private mutating func bias(_ name: String, _ module: LinearModule) throws(EngineError) -> Matrix? {
        guard try source.tensor(named: name + ".bias") != nil else { return nil }
        return try tensor(name + ".bias", rows: 1, columns: configuration.outputs(of: module)).expanded()
    }

    // MARK: - Norms and tensors

    private mutating func norm(_ name: String?, _ columns: Int, _ prefix: String) throws(EngineError) -> Norm?
    {
        guard let name else { return nil }
        return try norm(prefix + name, columns)
    }

    private mutating func headNorm(
        _ name: String?, _ width: Int, _ prefix: String
    ) throws(EngineError) -> Norm? {
        switch style.queryKeyNorm {
        case .none: nil
        case .heads: try norm(name, configuration.headDimension, prefix)
        case .width: try norm(name, width, prefix)
        }
    }

    private mutating func norm(_ name: String, _ columns: Int) throws(EngineError) -> Norm {
        let gain = try weight(name, rows: 1, columns: columns).expanded()
        if names.gainShift != 0 { gain.elements = gain.elements.map { names.gainShift + $0 } }
        var bias: Matrix?
        if style.norm == .layer, try source.tensor(named: name + ".bias") != nil {
            bias = try tensor(name + ".bias", rows: 1, columns: columns).expanded()
        }
        return Norm(kind: style.norm, gain: gain, bias: bias, epsilon: configuration.normEpsilon)
    }

    private mutating func weight(_ name: String, rows: Int, columns: Int) throws(EngineError) -> WeightMatrix
    {
        try tensor(name + ".weight", rows: rows, columns: columns)
    }

    private mutating func tensor(_ name: String, rows: Int, columns: Int) throws(EngineError) -> WeightMatrix
    {
        used.insert(name)
        let tensor = try reader.required(name)
        guard tensor.rows == rows, tensor.columns == columns else {
            throw .corrupt(
                reader.path,
                "the tensor \(name.debugDescription) is \(tensor.rows) x \(tensor.columns) instead of "
                    + "\(rows) x \(columns)")
        }
        return tensor
    }

    /// Refuses a layer, an embedding or a head with parts that nothing would compute: the model would run, but wrongly.
    private func refuseTheRest() throws(EngineError) {
        let parts = [names.layers, names.embedding, names.output + "."]
        let rest = source.tensorNames.filter { name in
            parts.contains { name.hasPrefix($0) } && !used.contains(name)
                && !names.ignored.contains { name.hasSuffix($0) }
        }
        if let name = rest.min() {
            throw .unsupported(
                reader.path, "it has a part that is not known (\(name)); choose another model")
        }
    }
}
