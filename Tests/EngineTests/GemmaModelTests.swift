import Core
import Engine
import Tensor
import TestSupport
import Testing

/// Against llama.cpp on Gemma 3 270M in Q4_K_M, where that model is at hand.
@Suite(.enabled(if: PackageRoot.hasGemma)) struct GemmaModelTests {
    private static let model = Result { () throws -> LanguageModel in
        try LanguageModel.load(path: PackageRoot.gemma, device: CPUDevice())
    }

    @Test func `reads the configuration`() throws {
        let configuration = try Self.model.get().configuration
        #expect(configuration.vocabulary == 262_144 && configuration.hiddenSize == 640)
        #expect(configuration.headCount == 4 && configuration.keyValueHeadCount == 1)
        #expect(configuration.headDimension == 256 && configuration.layerCount == 18)
        let attention = (0..<18).map { configuration.attention(of: $0) }
        #expect(attention.indices.filter { attention[$0].window == nil } == [5, 11, 17])
        #expect(attention[0].window == 512 && attention[0].rotary == 1 && attention[5].rotary == 0)
    }

    @Test(arguments: ["exact", "plain"], 0..<10)
    func `gives llama.cpp's greedy answer`(_ set: String, _ index: Int) throws {
        let model = try Self.model.get()
        let fixture = try Fixture.tensors("gemma.safetensors")
        let prompt = try fixture.integers(named: "\(set)Prompt\(index)")
        let expected = try fixture.integers(named: "\(set)Answer\(index)")
        let margins = try fixture.floats(named: "\(set)Margin\(index)")
        let session = try DecodingSession(model: model)
        var sampler = Sampler(.greedy)
        var logits = try session.prefill(prompt)
        for (step, token) in expected.enumerated() {
            let own = try sampler.next(logits, history: []).token
            #expect(own == token, "step \(step), where llama.cpp's choice led by \(margins[step])")
            logits = try session.decode(token)
        }
    }
}
