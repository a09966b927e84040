import Engine
import Tensor

/// A decoder of 2 layers and 64 tokens: its shape, and weights under Hugging Face's names.
enum TinyModel {
    static let configuration = ModelConfiguration(
        vocabulary: 64, hiddenSize: 24, intermediateSize: 40, headCount: 4, keyValueHeadCount: 2,
        headDimension: 8, layerCount: 2, contextLength: 64, normEpsilon: 1e-5,
        rotaries: [RotaryAngles(frequencies: [1, 0.1, 0.01, 0.001], layout: .halves)], tiedEmbeddings: true)

    /// Gathers the weights, each asked for by its name.
    static func weights(_ matrix: (String) throws -> Matrix) throws -> DecoderWeights {
        let layers = try (0..<configuration.layerCount).map { layer in
            let prefix = "model.layers.\(layer)."
            func linear(_ module: LinearModule) throws -> WeightMatrix {
                try WeightMatrix(matrix(prefix + (configuration.names.path(of: module) ?? "") + ".weight"))
            }
            func norm(_ name: String) throws -> Norm {
                Norm(gain: try matrix(prefix + name), epsilon: configuration.normEpsilon)
            }
            return DecoderLayerWeights(
                attentionNorm: try norm("input_layernorm.weight"), query: try linear(.query),
                key: try linear(.key), value: try linear(.value),
                attentionOutput: try linear(.attentionOutput),
                feedForwardNorm: try norm("post_attention_layernorm.weight"),
                gate: try linear(.gate), up: try linear(.up), down: try linear(.down))
        }
        return DecoderWeights(
            embedding: try WeightMatrix(matrix("model.embed_tokens.weight")), layers: layers,
            outputNorm: Norm(gain: try matrix("model.norm.weight"), epsilon: configuration.normEpsilon),
            output: nil)
    }
}
