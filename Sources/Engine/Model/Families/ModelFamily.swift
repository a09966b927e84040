internal import Tensor

/// A family of decoders: how its files name what it is made of.
///
/// A family is one small file: it starts from what all have in common (see `SettingsReader+Decoder.swift`) and says what
/// differs.
struct ModelFamily: Sendable {
    /// What a family makes of a source.
    struct Plan {
        /// The decoder's shape and parts.
        var configuration: ModelConfiguration
        /// Where its weights are.
        var names: TensorNames
    }

    /// Its names among GGUF's architectures.
    let gguf: [String]
    /// Its names among `config.json`'s model types.
    let huggingFace: [String]
    /// Reads the settings of one model.
    let plan: @Sendable (SettingsReader) throws(EngineError) -> Plan

    /// Every family that can be run; a new one goes here.
    static let all: [ModelFamily] = [
        .llama, .falcon, .gemma, .gemma2, .gemma3, .gpt2, .olmo2, .phi3, .qwen2, .qwen3, .smolLM3,
    ]

    /// Reads a decoder out of a source.
    ///
    /// - Throws: ``EngineError`` when the family is not known or cannot be run, or when a setting or a tensor is
    ///   missing or makes no sense.
    static func read(
        _ source: any TensorSource
    ) throws(EngineError) -> (configuration: ModelConfiguration, weights: DecoderWeights) {
        let key = source.naming == .gguf ? "general.architecture" : "model_type"
        guard let name = source.metadata[key]?.string else {
            throw .corrupt(source.path, "it does not say its architecture (\(key))")
        }
        let reader = SettingsReader(source, architecture: name)
        try RefusedModels.check(name, reader)
        let family = all.first { (source.naming == .gguf ? $0.gguf : $0.huggingFace).contains(name) }
        guard let family else {
            let known = all.flatMap { source.naming == .gguf ? $0.gguf : $0.huggingFace }.joined(
                separator: ", ")
            throw .unsupported(
                source.path, "its architecture is \(name.debugDescription); choose a model of one of \(known)"
            )
        }
        let plan = try family.plan(reader)
        var weights = WeightsReader(reader, configuration: plan.configuration, names: plan.names)
        return (plan.configuration, try weights.weights())
    }
}
