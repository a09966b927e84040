internal import Tensor

/// Reads an encoder of the BERT family out of a Hugging Face folder.
struct EncoderReader {
    /// The family's name in `config.json`.
    static let modelType = "bert"
    private let reader: SettingsReader
    /// What comes before all names: nothing, or `bert.` in folders of larger models.
    private let root: String

    /// Checks that the source holds an encoder that can be run.
    ///
    /// - Throws: ``EngineError`` when it holds something else.
    init(_ source: any TensorSource) throws(EngineError) {
        let kind = source.metadata["model_type"]?.string
        guard source.naming == .huggingFace, kind == Self.modelType else {
            throw .unsupported(
                source.path,
                "it is no encoder of the BERT family in Hugging Face's form; choose a folder such as "
                    + "all-MiniLM-L6-v2")
        }
        let positions = source.metadata["position_embedding_type"]?.string ?? "absolute"
        guard positions == "absolute" else {
            throw .unsupported(source.path, "its positions (\(positions.debugDescription)) are not known")
        }
        reader = SettingsReader(source, architecture: Self.modelType)
        root = source.tensorNames.contains { $0.hasPrefix("bert.embeddings.") } ? "bert." : ""
    }

    /// Reads the configuration.
    func configuration() throws(EngineError) -> EncoderConfiguration {
        let hidden = try reader.size(.hiddenSize)
        let heads = try reader.size(.headCount)
        guard hidden % heads == 0 else {
            throw .corrupt(reader.path, "its \(hidden) columns do not divide into \(heads) heads")
        }
        let layers = try reader.size(.layerCount)
        guard layers <= SettingsReader.mostLayers else {
            throw .corrupt(reader.path, "it claims \(layers) layers")
        }
        return EncoderConfiguration(
            vocabulary: try reader.required(root + "embeddings.word_embeddings.weight").rows,
            hiddenSize: hidden,
            intermediateSize: try reader.size(.intermediateSize), headCount: heads, layerCount: layers,
            contextLength: try reader.size(.contextLength), normEpsilon: try reader.positive(.layerEpsilon),
            activation: try reader.activation() ?? .gelu)
    }

    /// Finds all weights, in the shapes that the configuration asks for.
    func weights(_ configuration: EncoderConfiguration) throws(EngineError) -> EncoderWeights {
        let hidden = configuration.hiddenSize
        let inner = configuration.intermediateSize
        var layers: [EncoderWeights.Layer] = []
        for layer in 0..<configuration.layerCount {
            let prefix = "encoder.layer.\(layer)."
            layers.append(
                EncoderWeights.Layer(
                    query: try linear(prefix + "attention.self.query", hidden, hidden),
                    key: try linear(prefix + "attention.self.key", hidden, hidden),
                    value: try linear(prefix + "attention.self.value", hidden, hidden),
                    attentionOutput: try linear(prefix + "attention.output.dense", hidden, hidden),
                    attentionNorm: try norm(prefix + "attention.output.LayerNorm", configuration),
                    up: try linear(prefix + "intermediate.dense", inner, hidden),
                    down: try linear(prefix + "output.dense", hidden, inner),
                    outputNorm: try norm(prefix + "output.LayerNorm", configuration)))
        }
        let segments = try reader.required(root + "embeddings.token_type_embeddings.weight")
        guard segments.columns == hidden else {
            throw .corrupt(reader.path, "its vectors of segments are not \(hidden) columns wide")
        }
        return EncoderWeights(
            embedding: try tensor("embeddings.word_embeddings.weight", configuration.vocabulary, hidden),
            positions: try tensor(
                "embeddings.position_embeddings.weight", configuration.contextLength, hidden),
            segment: try EngineError.wrap { () throws(TensorError) in try segments.rows(0..<1) }.expanded(),
            embeddingNorm: try norm("embeddings.LayerNorm", configuration), layers: layers)
    }

    private func linear(_ name: String, _ rows: Int, _ columns: Int) throws(EngineError)
        -> EncoderWeights.Linear
    {
        EncoderWeights.Linear(
            weight: try tensor(name + ".weight", rows, columns),
            bias: try tensor(name + ".bias", 1, rows).expanded())
    }

    private func norm(_ name: String, _ configuration: EncoderConfiguration) throws(EngineError) -> Norm {
        let columns = configuration.hiddenSize
        return Norm(
            kind: .layer, gain: try tensor(name + ".weight", 1, columns).expanded(),
            bias: try tensor(name + ".bias", 1, columns).expanded(), epsilon: configuration.normEpsilon)
    }

    private func tensor(_ name: String, _ rows: Int, _ columns: Int) throws(EngineError) -> WeightMatrix {
        let tensor = try reader.required(root + name)
        guard tensor.rows == rows, tensor.columns == columns else {
            throw .corrupt(
                reader.path,
                "the tensor \((root + name).debugDescription) is \(tensor.rows) x \(tensor.columns) instead of "
                    + "\(rows) x \(columns)")
        }
        return tensor
    }
}
