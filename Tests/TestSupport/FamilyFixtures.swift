/// The tiny models of `EngineTests/Fixtures/families`, one folder a family.
package enum FamilyFixtures {
    /// The decoders.
    package static let decoders = [
        "falcon-40b", "falcon-7b", "falcon-sequential", "gemma", "gemma2", "gemma3", "gpt2", "llama",
        "mistral",
        "olmo2", "phi3", "qwen2", "qwen3", "smollm2", "smollm3", "yi",
    ]

    /// Decoders whose context was made longer by YaRN and by LongRoPE; GGUF files have other settings for that.
    package static let longContexts = ["qwen2-yarn", "phi3-longrope"]

    /// The folder of a model.
    package static func folder(_ name: String) -> String {
        PackageRoot.path + "Tests/EngineTests/Fixtures/families/" + name
    }
}
