/// The models that are refused by name, with the reason.
enum RefusedModels {
    private static let experts: Set<String> = [
        "mixtral", "qwen2_moe", "qwen3_moe", "qwen2moe", "qwen3moe", "qwen3_next", "qwen3next", "olmoe",
        "phimoe",
        "granitemoe", "gpt_oss", "gpt-oss", "deepseek_v2", "deepseek_v3", "deepseek2", "dbrx", "llama4",
        "jetmoe",
        "glm4_moe", "minimax", "ernie4_5_moe",
    ]
    private static let vision: Set<String> = [
        "gemma3", "gemma3n", "gemma4", "mllama", "llava", "llava_next", "qwen2_vl", "qwen2_5_vl", "qwen3_vl",
        "qwen2vl", "qwen3vl", "paligemma", "idefics3", "smolvlm", "mistral3", "pixtral", "phi3_v",
        "phi4_multimodal", "clip", "internvl",
    ]

    /// Refuses mixtures of experts and models that read images.
    static func check(_ name: String, _ reader: SettingsReader) throws(EngineError) {
        // A GGUF file called gemma3 holds the text part alone.
        let isText = name == "gemma3" && !reader.isHuggingFace
        if experts.contains(name) || reader.value(.experts)?.value.integer ?? 0 > 0 {
            throw .unsupported(
                reader.path,
                "it is a mixture of experts (\(name)), whose layers choose among many; choose a dense model")
        }
        let hasImages = reader.source.metadata.keys.contains { $0.hasPrefix("vision_config.") }
        if vision.contains(name) && !isText || hasImages {
            throw .unsupported(
                reader.path,
                "it is a model that reads images (\(name)); choose the text-only model of its family")
        }
        if let method = reader.source.metadata["quantization_config.quant_method"] {
            throw .unsupported(
                reader.path,
                "its weights are quantized for another program (\(FileName.quoted(method.string ?? "?"))); choose its F32, F16, BF16 or GGUF form"
            )
        }
    }
}
