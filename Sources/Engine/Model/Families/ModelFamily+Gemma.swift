internal import Tensor

extension ModelFamily {
    /// Gemma: scaled embeddings, gains counted from 1, and a GELU gate.
    static let gemma = ModelFamily(gguf: ["gemma"], huggingFace: ["gemma"]) { reader throws(EngineError) in
        let names = gemmaNames(reader)
        return Plan(configuration: try gemma(reader, "gemma", names), names: names)
    }

    /// Gemma 2: norms on both sides, capped scores and logits, and every other layer with a window.
    static let gemma2 = ModelFamily(gguf: ["gemma2"], huggingFace: ["gemma2"]) { reader throws(EngineError) in
        let names = sandwich(gemmaNames(reader), reader)
        var configuration = try gemma(reader, "gemma2", names)
        configuration.style.normPlacement = .both
        configuration.style.attentionScale = try queryScale(reader, configuration, largest: 46)
        configuration.style.attentionSoftCap = try reader.positiveOrNone(.attentionSoftCap)
        configuration.style.logitSoftCap = try reader.positiveOrNone(.logitSoftCap)
        configuration.layerPattern = try reader.layers(configuration.layerCount) { $0 % 2 == 0 }
        return Plan(configuration: configuration, names: names)
    }

    /// Gemma 3: a norm of each head of queries and keys; five of six layers have a window and a rotary base of
    /// their own.
    static let gemma3 = ModelFamily(gguf: ["gemma3"], huggingFace: ["gemma3_text"]) {
        reader throws(EngineError) in
        let names = sandwich(gemmaNames(reader), reader).with {
            $0.queryNorm = reader.isHuggingFace ? "self_attn.q_norm" : "attn_q_norm"
            $0.keyNorm = reader.isHuggingFace ? "self_attn.k_norm" : "attn_k_norm"
        }
        if try reader.flag("use_bidirectional_attention", default: false) {
            throw .unsupported(reader.path, "it looks ahead in the text; choose a model that generates text")
        }
        var configuration = try gemma(reader, "gemma3", names)
        configuration.style.normPlacement = .both
        configuration.style.queryKeyNorm = .heads
        configuration.style.attentionScale = try queryScale(reader, configuration, largest: 62)
        configuration.style.attentionSoftCap =
            reader.isHuggingFace ? try reader.positiveOrNone(.attentionSoftCap) : nil
        configuration.style.logitSoftCap = try reader.positiveOrNone(.logitSoftCap)
        configuration.rotaries = try twoRotaries(reader, configuration)
        let windows = try reader.windows(configuration.layerCount) { ($0 + 1) % 6 != 0 }
        configuration.layerPattern = windows.map { LayerAttention(window: $0, rotary: $0 == nil ? 0 : 1) }
        return Plan(configuration: configuration, names: names)
    }

    // MARK: - Parts

    private static func gemmaNames(_ reader: SettingsReader) -> TensorNames {
        // A GGUF file holds gains with the 1 added already.
        reader.isHuggingFace ? TensorNames.huggingFace.with { $0.gainShift = 1 } : .gguf
    }

    private static func sandwich(_ names: TensorNames, _ reader: SettingsReader) -> TensorNames {
        names.with {
            let isOurs = reader.isHuggingFace
            $0.postAttentionNorm = isOurs ? "post_attention_layernorm" : "post_attention_norm"
            $0.feedForwardNorm = isOurs ? "pre_feedforward_layernorm" : "ffn_norm"
            $0.postFeedForwardNorm = isOurs ? "post_feedforward_layernorm" : "post_ffw_norm"
        }
    }

    private static func gemma(
        _ reader: SettingsReader, _ name: String, _ names: TensorNames
    ) throws(EngineError) -> ModelConfiguration {
        var configuration = try reader.decoder(name, names: names, layout: .halves, tiedByDefault: true)
        // Early configurations of Gemma say "gelu" and mean its approximation.
        configuration.style.activation = .geluTanh
        configuration.style.embeddingScale = Float(configuration.hiddenSize).squareRoot()
        return configuration
    }

    /// What scores are multiplied by.
    ///
    /// GGUF does not say it; only the largest model, known by its layers, divides by the share of a head in the
    /// hidden size instead of the head's own columns.
    private static func queryScale(
        _ reader: SettingsReader, _ configuration: ModelConfiguration, largest: Int
    ) throws(EngineError) -> Float? {
        if reader.isHuggingFace { return 1 / (try reader.positive(.queryScalar)).squareRoot() }
        guard configuration.layerCount == largest else { return nil }
        return 1 / Float(configuration.hiddenSize / configuration.headCount).squareRoot()
    }

    /// The angles of layers that see everything, and those of layers with a window.
    private static func twoRotaries(
        _ reader: SettingsReader, _ configuration: ModelConfiguration
    ) throws(EngineError) -> [RotaryAngles] {
        let dimension = configuration.headDimension
        let local = try reader.positive(.localRotaryBase, default: 10_000)
        guard reader.isHuggingFace else {
            let frequencies = reader.plainFrequencies(dimension, base: local)
            return configuration.rotaries + [RotaryAngles(frequencies: frequencies, layout: .halves)]
        }
        let global = try reader.positive(.rotaryBase, default: 1_000_000)
        return [
            try reader.listedRotary(dimension, scope: "full_attention", base: global),
            try reader.listedRotary(dimension, scope: "sliding_attention", base: local),
        ]
    }
}
