import Core
import Testing

@testable import Workstation

@Suite struct ModelNamingTests {
    @Test(arguments: [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm2-135m-instruct"),
        ("gemma-3-270m-q4_k_m.gguf", "gemma-3-270m"),
        ("Llama.F16.gguf", "llama"), ("model.gguf", "model"),
        ("/m/SmolLM2-135M/", "smollm2-135m"), ("/", "model"),
        ("/hub/models--HuggingFaceTB--SmolLM2-135M-Instruct/snapshots/12fd25f7", "smollm2-135m-instruct"),
        ("/m/snapshots/12fd25f7", "12fd25f7"), ("한글.gguf", "model"), ("qwen-2.gguf", "qwen-2"),
    ])
    func `drops the ending and the weight format`(path: String, name: String) throws {
        #expect(ModelNaming.name(forPath: path) == name)
        _ = try NameRule.check(name, of: "model")
    }
}
