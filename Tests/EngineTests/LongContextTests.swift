import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

/// YaRN and LongRoPE beyond what `FamilyTests` compares with transformers.
@Suite struct LongContextTests {
    private func angles(_ family: String, _ changes: [String: MetadataValue] = [:]) throws -> RotaryAngles {
        var source = try SafetensorsSource(family: family)
        source.metadata.merge(changes) { $1 }
        return try #require(try ModelFamily.read(source).configuration.rotaries.first)
    }

    /// A model of GGUF with settings that its scaling asks for, and one tensor for each list of divisors.
    private func stored(_ changes: [String: MetadataValue], _ tensors: [String: [Float]] = [:]) throws
        -> RotaryAngles
    {
        var twin = try GGUFTwin("qwen2")
        twin.metadata.merge(changes) { $1 }
        for (name, values) in tensors {
            twin.add(try WeightMatrix(Matrix(rows: 1, columns: values.count, values)), named: name)
        }
        return try #require(try ModelFamily.read(twin).configuration.rotaries.first)
    }

    @Test func `a session's reach decides which divisors turn it`() throws {
        let angles = try angles("phi3-longrope")
        let long = try #require(angles.longRange)
        #expect(long.threshold == 20 && long.frequencies != angles.frequencies && angles.scale > 1)
        let source = try SafetensorsSource(family: "phi3-longrope")
        let model = try LanguageModel.load(source, device: CPUDevice(threads: 1))
        func logits(_ capacity: Int) throws -> [Float] {
            try DecodingSession(model: model, capacity: capacity).prefill([3, 1, 4, 1, 5, 9])
        }
        #expect(try logits(20) == logits(8) && logits(21) == logits(64) && logits(20) != logits(21))
        // Short sequences are as with the short divisors alone.
        var short = try SafetensorsSource(family: "phi3-longrope")
        short.metadata["rope_parameters.long_factor"] = short.metadata["rope_parameters.short_factor"]
        let other = try LanguageModel.load(short, device: CPUDevice(threads: 1))
        let expected = try DecodingSession(model: other, capacity: 64).prefill([3, 1, 4, 1, 5, 9])
        #expect(try logits(20) == expected)
    }

    @Test func `reads the scaling under older names and with what may be stated beside it`() throws {
        let standard = try angles("phi3-longrope")
        let top = try angles("phi3-longrope", ["rope_parameters.rope_type": .string("su")])
        #expect(top == standard)
        let stated = try angles("qwen2-yarn", ["rope_parameters.attention_factor": .float(1.25)])
        #expect(stated.scale == 1.25)
        let ratio = try angles(
            "qwen2-yarn", ["rope_parameters.mscale": .float(2), "rope_parameters.mscale_all_dim": .float(1)])
        #expect(abs(ratio.scale - 1.277_258_9 / 1.138_629_4) < 1e-6)
        let standardYarn = try angles("qwen2-yarn")
        #expect(abs(standardYarn.scale - 1.138_629_4) < 1e-6)
        let whole = try angles("qwen2-yarn", ["rope_parameters.truncate": .bool(false)])
        #expect(whole.frequencies != standardYarn.frequencies && whole.scale == standardYarn.scale)
    }

    @Test func `GGUF's YaRN is the same`() throws {
        let own = try stored([
            "qwen2.rope.scaling.type": .string("yarn"), "qwen2.rope.scaling.factor": .float(4),
            "qwen2.rope.scaling.original_context_length": .integer(32),
        ])
        let other = try angles(
            "qwen2",
            [
                "rope_parameters.rope_type": .string("yarn"), "rope_parameters.factor": .float(4),
                "rope_parameters.original_max_position_embeddings": .integer(32),
            ])
        #expect(own == other)
    }

    @Test func `GGUF's divisors of LongRoPE are read from its tensors`() throws {
        let settings: [String: MetadataValue] = [
            "qwen2.rope.scaling.attn_factor": .float(1.5),
            "qwen2.rope.scaling.original_context_length": .integer(32),
        ]
        let plain = try stored([:])
        let angles = try stored(
            settings, ["rope_factors_short.weight": [1, 2, 4], "rope_factors_long.weight": [2, 4, 8]])
        #expect(
            angles.frequencies == zip(plain.frequencies, [1, 2, 4]).map { $0 / $1 } && angles.scale == 1.5)
        #expect(angles.longRange?.frequencies == zip(plain.frequencies, [2, 4, 8]).map { $0 / $1 })
        #expect(angles.longRange?.threshold == 32)
        #expect(throws: EngineError.self) {
            try stored(
                settings, ["rope_factors_short.weight": [1, 2], "rope_factors_long.weight": [2, 4, 8]])
        }
    }
}
