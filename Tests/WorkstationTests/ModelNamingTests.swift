import Core
import Testing

@testable import Workstation

@Suite struct ModelNamingTests {
    @Test(arguments: [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm2-135m-instruct"),
        ("gemma-3-270m-q4_k_m.gguf", "gemma-3-270m"),
        ("Llama.F16.gguf", "llama"), ("model.gguf", "model"), ("한글.gguf", "model"), ("qwen-2.gguf", "qwen-2"),
    ])
    func `drops the ending and the weight format`(file: String, name: String) throws {
        #expect(ModelNaming.name(forFile: file) == name)
        _ = try NameRule.check(name, of: "model")
    }
}
