internal import Tensor

extension SettingsReader {
    /// Reads what all families have in common: the sizes, turned heads and Llama's parts.
    ///
    /// - Parameters:
    ///   - architecture: The family's name.
    ///   - names: The names of its tensors.
    ///   - layout: Which columns turn together in a GGUF file; in Hugging Face's they are always halves.
    ///   - epsilon: The setting of the norms.
    ///   - norm: How norms scale.
    ///   - turns: Whether queries and keys turn.
    ///   - tiedByDefault: Whether the head is the embedding table unless the settings say otherwise.
    /// - Returns: A configuration in which a family changes what differs.
    /// - Throws: ``EngineError`` when a setting is missing or makes no sense.
    func decoder(
        _ architecture: String, names: TensorNames, layout: RotaryTable.Layout,
        epsilon: SettingKey = .rmsEpsilon, norm: NormKind = .rootMeanSquare, turns: Bool = true,
        tiedByDefault: Bool = false
    ) throws(EngineError) -> ModelConfiguration {
        let hidden = try size(.hiddenSize)
        let heads = try size(.headCount)
        let groups = try optionalSize(.keyValueHeadCount) ?? heads
        guard heads % groups == 0 else {
            throw .corrupt(path, "its \(heads) heads do not share \(groups) key/value heads evenly")
        }
        let stated = try optionalSize(.headDimension)
        guard stated != nil || hidden % heads == 0 else {
            throw .corrupt(path, "its \(hidden) columns do not divide into \(heads) heads")
        }
        let dimension = stated ?? (hidden / heads)
        guard dimension > 0, !turns || dimension % 2 == 0, dimension <= Self.widest,
            heads <= Self.widest / dimension
        else { throw .corrupt(path, "its heads of \(dimension) columns cannot be turned") }
        if let other = try optionalSize(.valueDimension), other != dimension {
            throw .unsupported(path, "its keys and values differ in size; choose another model")
        }
        let layers = try size(.layerCount)
        guard layers <= Self.mostLayers else { throw .corrupt(path, "it claims \(layers) layers") }
        var style = DecoderStyle()
        style.norm = norm
        if let activation = try activation() { style.activation = activation }
        let rotary = turns ? try rotary(dimension, layout: layout) : nil
        if let turned = rotary.map({ 2 * $0.frequencies.count }), rotary?.layout == .interleaved,
            turned != dimension
        {
            throw .unsupported(path, "only \(turned) of \(dimension) columns turn; choose another model")
        }
        return ModelConfiguration(
            architecture: architecture, vocabulary: try required(names.embedding + ".weight").rows,
            hiddenSize: hidden,
            intermediateSize: try intermediateSize(hidden), headCount: heads, keyValueHeadCount: groups,
            headDimension: dimension, layerCount: layers, contextLength: try contextLength(),
            normEpsilon: try positive(epsilon), rotaries: rotary.map { [$0] } ?? [],
            layerPattern: [LayerAttention(rotary: turns ? 0 : nil)], style: style,
            tiedEmbeddings: try isTied(names.output, default: tiedByDefault))
    }

    /// Whether the head is the embedding table.
    private func isTied(_ output: String, default standard: Bool) throws(EngineError) -> Bool {
        let isMissing = try source.tensor(named: output + ".weight") == nil
        guard isHuggingFace else { return isMissing }
        return try flag("tie_word_embeddings", default: isMissing || standard)
    }

    /// The width of the feed-forward layer: as stated, or four times the hidden size where the family has that rule.
    private func intermediateSize(_ hidden: Int) throws(EngineError) -> Int {
        let isOptional = isHuggingFace && source.metadata["intermediate_size"] == nil
        if isOptional, let size = try optionalSize(.intermediateSize) { return size }
        return isOptional && source.metadata["model_type"]?.string.map(Self.quadruple.contains) == true
            ? 4 * hidden : try size(.intermediateSize)
    }

    /// The positions that the model was made for: as stated, or the family's own where its settings may leave it out.
    private func contextLength() throws(EngineError) -> Int {
        if let stated = try optionalSize(.contextLength) { return stated }
        let isFalcon = isHuggingFace && source.metadata["model_type"]?.string == "falcon"
        return isFalcon ? 2048 : try size(.contextLength)
    }

    /// Model types whose feed-forward layer is four times as wide as the hidden size unless it says otherwise.
    private static let quadruple: Set<String> = ["falcon", "gpt2"]

    /// What the feed-forward layer applies; nil when the source does not say.
    func activation() throws(EngineError) -> ActivationFunction? {
        guard let (_, value) = value(.activation) else { return nil }
        switch value.string {
        case "silu", "swish": return .silu
        case "gelu": return .gelu
        case "gelu_new", "gelu_pytorch_tanh", "gelu_fast": return .geluTanh
        default:
            throw .unsupported(
                path,
                "its activation \((value.string ?? "").debugDescription) is not known; choose another model")
        }
    }

    /// Layers that all turn alike, each with its window or without.
    func layers(_ count: Int, slides: (Int) -> Bool) throws(EngineError) -> [LayerAttention] {
        let windows = try windows(count, slides: slides)
        let first = windows[0]
        if windows.allSatisfy({ $0 == first }) { return [LayerAttention(window: first)] }
        return windows.map { LayerAttention(window: $0) }
    }

    /// The window of each layer, from the list of layer types where there is one and from the family's rule else.
    ///
    /// - Parameters:
    ///   - count: Number of layers.
    ///   - slides: The family's rule: whether a layer slides.
    /// - Returns: One window a layer, nil where it sees everything.
    /// - Throws: ``EngineError`` when the source contradicts itself.
    func windows(_ count: Int, slides: (Int) -> Bool) throws(EngineError) -> [Int?] {
        guard let window = try sizeOrNone(.window) else { return [Int?](repeating: nil, count: count) }
        if let types = value(.layerTypes)?.value.strings {
            guard types.count == count else {
                throw .corrupt(path, "it lists \(types.count) layer types for \(count) layers")
            }
            for type in types where type != "sliding_attention" && type != "full_attention" {
                throw .unsupported(
                    path, "its layer type \(type.debugDescription) is not known; choose another model")
            }
            return types.map { $0 == "sliding_attention" ? window : nil }
        }
        if case .bools(let pattern)? = value(.windowPattern)?.value {
            guard pattern.count == count else {
                throw .corrupt(
                    path, "it says of \(pattern.count) layers whether they slide, but has \(count)")
            }
            return pattern.map { $0 ? window : nil }
        }
        if value(.windowPattern) != nil {
            let period = try size(.windowPattern)
            return (0..<count).map { ($0 + 1) % period != 0 ? window : nil }
        }
        return (0..<count).map { slides($0) ? window : nil }
    }
}
