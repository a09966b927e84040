internal import Tensor

#if canImport(Glibc)
    internal import Glibc
#endif

/// Reads the Llama family out of a GGUF file: its configuration and the names of its tensors.
struct LlamaMapping {
    let file: GGUFFile

    /// The most layers, and the widest layer, that are taken for a model and not for a mistake.
    private static let mostLayers = 1_000
    private static let widest = 1 << 20

    init(_ file: GGUFFile) throws(EngineError) {
        self.file = file
        guard let architecture = file.metadata["general.architecture"]?.string else {
            throw .corrupt(file.path, "it does not say its architecture")
        }
        guard architecture == "llama" else {
            throw .unsupported(
                file.path,
                "its architecture is \(architecture.debugDescription); choose a model of the Llama family")
        }
    }

    /// Reads the configuration and checks it against the tensors.
    func configuration() throws(EngineError) -> ModelConfiguration {
        try refuseUnknownParts()
        let hidden = try size("embedding_length")
        let heads = try size("attention.head_count")
        let groups = try optionalSize("attention.head_count_kv") ?? heads
        guard heads % groups == 0 else {
            throw .corrupt(file.path, "its \(heads) heads do not share \(groups) key/value heads evenly")
        }
        let stated = try optionalSize("attention.key_length")
        guard stated != nil || hidden % heads == 0 else {
            throw .corrupt(file.path, "its \(hidden) columns do not divide into \(heads) heads")
        }
        let dimension = stated ?? (hidden / heads)
        guard dimension > 0, dimension % 2 == 0, heads * dimension <= Self.widest else {
            throw .corrupt(file.path, "its heads of \(dimension) columns cannot be turned")
        }
        if let other = try optionalSize("attention.value_length"), other != dimension {
            throw .unsupported(file.path, "its keys and values differ in size; choose another model")
        }
        if let turned = try optionalSize("rope.dimension_count"), turned != dimension {
            throw .unsupported(file.path, "only \(turned) of \(dimension) columns turn; choose another model")
        }
        let layers = try size("block_count")
        guard layers <= Self.mostLayers else {
            throw .corrupt(file.path, "it claims \(layers) layers")
        }
        let embedding = try required("token_embd.weight")
        return ModelConfiguration(
            architecture: "llama", vocabulary: embedding.rows, hiddenSize: hidden,
            intermediateSize: try size("feed_forward_length"), headCount: heads, keyValueHeadCount: groups,
            headDimension: dimension, layerCount: layers, contextLength: try size("context_length"),
            normEpsilon: try positive("attention.layer_norm_rms_epsilon", default: nil),
            rotaryFrequencies: try frequencies(dimension), rotaryLayout: .interleaved,
            tiedEmbeddings: try file.tensor(named: "output.weight") == nil)
    }

    /// Finds all weights, in the shapes that the configuration asks for.
    func weights(_ configuration: ModelConfiguration) throws(EngineError) -> DecoderWeights {
        let hidden = configuration.hiddenSize
        var layers: [DecoderLayerWeights] = []
        for layer in 0..<configuration.layerCount {
            let prefix = "blk.\(layer)."
            func linear(_ name: String, _ module: LinearModule) throws(EngineError) -> WeightMatrix {
                try weight(
                    prefix + name + ".weight", rows: configuration.outputs(of: module),
                    columns: configuration.inputs(of: module))
            }
            layers.append(
                DecoderLayerWeights(
                    attentionNorm: try norm(prefix + "attn_norm.weight", hidden),
                    query: try linear("attn_q", .query), key: try linear("attn_k", .key),
                    value: try linear("attn_v", .value),
                    attentionOutput: try linear("attn_output", .attentionOutput),
                    feedForwardNorm: try norm(prefix + "ffn_norm.weight", hidden),
                    gate: try linear("ffn_gate", .gate), up: try linear("ffn_up", .up),
                    down: try linear("ffn_down", .down)))
        }
        let vocabulary = configuration.vocabulary
        return DecoderWeights(
            embedding: try weight("token_embd.weight", rows: vocabulary, columns: hidden), layers: layers,
            outputNorm: try norm("output_norm.weight", hidden),
            output: configuration.tiedEmbeddings
                ? nil : try weight("output.weight", rows: vocabulary, columns: hidden))
    }

    // MARK: - Numbers

    private func size(_ key: String) throws(EngineError) -> Int {
        guard let value = try optionalSize(key) else {
            throw .corrupt(file.path, "the metadata value \"llama.\(key)\" is missing")
        }
        return value
    }

    private func optionalSize(_ key: String) throws(EngineError) -> Int? {
        guard let value = file.metadata["llama." + key] else { return nil }
        if case .integers = value {
            throw .unsupported(
                file.path, "\"llama.\(key)\" differs from layer to layer; choose another model")
        }
        guard let size = value.integer, size > 0, size <= Self.widest * 16 else {
            throw .corrupt(file.path, "the metadata value \"llama.\(key)\" is not a sensible size")
        }
        return size
    }

    private func positive(_ key: String, default standard: Float?) throws(EngineError) -> Float {
        guard let value = file.metadata["llama." + key] else {
            if let standard { return standard }
            throw .corrupt(file.path, "the metadata value \"llama.\(key)\" is missing")
        }
        guard let number = value.double, number.isFinite, number > 0, Float(number) > 0,
            Float(number).isFinite
        else { throw .corrupt(file.path, "the metadata value \"llama.\(key)\" is not a positive number") }
        return Float(number)
    }

    /// Radians a position for each pair, with linear scaling or the file's own divisors (Llama 3).
    private func frequencies(_ dimension: Int) throws(EngineError) -> [Float] {
        let base = Double(try positive("rope.freq_base", default: 10_000))
        let kind = file.metadata["llama.rope.scaling.type"]?.string ?? "none"
        var factor: Float = 1
        switch kind {
        case "none": break
        case "linear": factor = try positive("rope.scaling.factor", default: 1)
        default:
            throw .unsupported(
                file.path, "its rotary scaling \(kind.debugDescription) is not known; choose another model")
        }
        let divisors = try file.tensor(named: "rope_freqs.weight").map { $0.expanded().elements }
        if let divisors {
            guard divisors.count == dimension / 2, divisors.allSatisfy({ $0.isFinite && $0 > 0 }) else {
                throw .corrupt(file.path, "its rotary divisors do not fit heads of \(dimension) columns")
            }
        }
        return (0..<dimension / 2).map { pair in
            let plain = Float(1 / pow(base, Double(2 * pair) / Double(dimension)))
            return plain / factor / (divisors?[pair] ?? 1)
        }
    }

    // MARK: - Tensors

    private func required(_ name: String) throws(EngineError) -> WeightMatrix {
        guard let tensor = try file.tensor(named: name) else {
            throw .corrupt(file.path, "the tensor \(name.debugDescription) is missing")
        }
        return tensor
    }

    private func weight(_ name: String, rows: Int, columns: Int) throws(EngineError) -> WeightMatrix {
        let tensor = try required(name)
        guard tensor.rows == rows, tensor.columns == columns else {
            throw .corrupt(
                file.path,
                "the tensor \(name.debugDescription) is \(tensor.rows) x \(tensor.columns) instead of "
                    + "\(rows) x \(columns)")
        }
        return tensor
    }

    private func norm(_ name: String, _ columns: Int) throws(EngineError) -> Matrix {
        try weight(name, rows: 1, columns: columns).expanded()
    }

    private func refuseUnknownParts() throws(EngineError) {
        if let experts = file.metadata["llama.expert_count"]?.integer, experts > 0 {
            throw .unsupported(file.path, "it is a mixture of experts; choose a dense model")
        }
        if let bias = file.tensors.first(where: { $0.name.hasPrefix("blk.") && $0.name.hasSuffix(".bias") }) {
            throw .unsupported(file.path, "it has biases (\(bias.name)); choose a model of the Llama family")
        }
    }
}
