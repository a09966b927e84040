import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

/// Every family against transformers, on tiny random models; see `Fixtures/families/README.md`.
@Suite struct FamilyTests {
    /// Log-probabilities are up to 9; sums of a few dozen 32-bit products in another order than in 64 bits.
    static let tolerance: Float = 1e-4

    private func model(_ family: String) throws -> LanguageModel {
        try LanguageModel.load(SafetensorsSource(family: family), device: CPUDevice(threads: 2))
    }

    private func expected(_ family: String) throws -> SafetensorsFile {
        try SafetensorsFile(path: FamilyFixtures.folder(family) + "/expected.safetensors")
    }

    private func logProbabilities(_ logits: [Float]) -> [Float] {
        logits.indices.map { Sampler.logProbability(of: $0, in: logits) }
    }

    /// The largest difference of a session's log-probabilities, token by token and in pieces, from the reference.
    private func error(
        _ model: LanguageModel, _ mix: AdapterMix, _ prompt: [Int], _ reference: Matrix
    ) throws -> Float {
        var worst: Float = 0
        let single = try DecodingSession(model: model, mix: mix)
        for (row, token) in prompt.enumerated() {
            let own = logProbabilities(try single.decode(token))
            worst = max(worst, Fixture.difference(own, reference.row(row)))
        }
        // The same without a cache, at once, and over a cache in pieces larger and smaller than the window.
        for cuts in [[], [4, 11, 35], [39]] {
            let session = try DecodingSession(model: model, mix: mix)
            for (start, end) in zip([0] + cuts, cuts + [prompt.count]) {
                let own = logProbabilities(try session.prefill(Array(prompt[start..<end])))
                worst = max(worst, Fixture.difference(own, reference.row(end - 1)))
            }
        }
        return worst
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `gives the reference's log-probabilities`(_ family: String) throws {
        let expected = try expected(family)
        let error = try error(
            model(family), .base, expected.integers(named: "prompt"),
            expected.matrix(named: "logProbabilities"))
        #expect(error < Self.tolerance, "off by \(error)")
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `gives the reference's log-probabilities with a PEFT adapter on every linear layer`(
        _ family: String
    ) throws {
        let model = try model(family)
        let adapter = try LoRAAdapter.load(folder: FamilyFixtures.folder(family), for: model.configuration)
        #expect(adapter.modules.count == model.configuration.modules.count)
        let expected = try expected(family)
        let error = try error(
            model, AdapterMix([(adapter, 1)]), expected.integers(named: "prompt"),
            expected.matrix(named: "adaptedLogProbabilities"))
        #expect(error < Self.tolerance, "off by \(error)")
    }

    @Test(arguments: FamilyFixtures.decoders)
    func `gives the same from GGUF, with the same adapter`(_ family: String) throws {
        // What GGUF cannot say: a query scale other than a head's, which layers of SmolLM3 do not turn and which of
        // Qwen slide, and Falcon's blocks one after the other.
        var twin = try GGUFTwin(family)
        if family == "falcon-sequential" {
            #expect(throws: EngineError.self) { try ModelFamily.read(twin) }
            return
        }
        if family == "smollm3" { twin.metadata["no_rope_layers"] = .integers([1, 0]) }
        if family == "qwen2" { twin.metadata["use_sliding_window"] = .bool(true) }
        if family == "qwen2" {
            twin.metadata["qwen2.attention.sliding_window_pattern"] = .bools([false, true])
        }
        let expected = try expected(family)
        var (configuration, weights) = try ModelFamily.read(twin)
        if family == "gemma2" || family == "gemma3" {
            #expect(configuration.style.attentionScale == nil)
            configuration.style.attentionScale = 1 / Float(6).squareRoot()
        }
        let model = LanguageModel(
            path: twin.path, configuration: configuration, weights: weights,
            device: CPUDevice(threads: 2))
        let prompt = try expected.integers(named: "prompt")
        let plain = try error(model, .base, prompt, expected.matrix(named: "logProbabilities"))
        #expect(plain < Self.tolerance, "off by \(plain)")
        let adapter = try LoRAAdapter.load(folder: FamilyFixtures.folder(family), for: configuration)
        let adapted = try error(
            model, AdapterMix([(adapter, 1)]), prompt, expected.matrix(named: "adaptedLogProbabilities"))
        #expect(adapted < Self.tolerance, "off by \(adapted)")
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `writes the adapter that it read, under PEFT's names`(_ family: String) throws {
        let model = try model(family)
        let source = FamilyFixtures.folder(family)
        let adapter = try LoRAAdapter.load(folder: source, for: model.configuration)
        let folder = try TemporaryFolder()
        try adapter.save(to: folder.path, for: model.configuration)
        let written = try SafetensorsFile(path: folder.path + "/adapter_model.safetensors")
        let original = try SafetensorsFile(path: source + "/adapter_model.safetensors")
        #expect(written.entries.keys == original.entries.keys)
        for name in original.entries.keys {
            #expect(try written.floats(named: name) == original.floats(named: name))
        }
        let again = try LoRAAdapter.load(folder: folder.path, for: model.configuration)
        #expect(again.modules == adapter.modules && again.scale == adapter.scale)
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `scores a text as the reference does`(_ family: String) throws {
        let expected = try expected(family)
        let prompt = try expected.integers(named: "prompt")
        let reference = try expected.matrix(named: "logProbabilities")
        let scores = try DecodingSession(model: model(family)).logProbabilities(of: prompt)
        for (row, target) in prompt.dropFirst().enumerated() {
            #expect(abs(try #require(scores[row + 1]) - reference[row, target]) < Self.tolerance)
        }
    }

    @Test(arguments: ["gemma3", "phi3", "falcon-40b", "gpt2"])
    func `gives the same bytes again`(_ family: String) throws {
        let prompt = try expected(family).integers(named: "prompt")
        let one = try DecodingSession(model: model(family)).prefill(prompt)
        let again = try DecodingSession(model: model(family)).prefill(prompt)
        #expect(one == again)
    }

    @Test func `a layer's window is the family's`() throws {
        func windows(_ family: String) throws -> [Int?] {
            let configuration = try model(family).configuration
            return (0..<configuration.layerCount).map { configuration.attention(of: $0).window }
        }
        #expect(try windows("llama") == [nil, nil] && windows("mistral") == [9, 9])
        #expect(try windows("gemma2") == [9, nil, 9] && windows("gemma3") == [9, nil, 9])
        #expect(try windows("qwen2") == [nil, 9] && windows("phi3") == [9, 9])
        let gemma = try model("gemma3").configuration
        #expect((0..<3).map { gemma.attention(of: $0).rotary } == [1, 0, 1])
        let smol = try model("smollm3").configuration
        #expect((0..<2).map { smol.attention(of: $0).rotary } == [0, nil])
    }

    @Test(arguments: [
        ("llama", "model_type", MetadataValue.string("mixtral"), "mixture of experts"),
        ("llama", "num_local_experts", .integer(8), "mixture of experts"),
        ("llama", "model_type", .string("mllama"), "images"),
        ("llama", "vision_config.hidden_size", .integer(8), "images"),
        ("gemma3", "model_type", .string("gemma3"), "images"),
        ("llama", "model_type", .string("mamba"), "mamba"),
        ("llama", "rope_parameters.rope_type", .string("dynamic"), "dynamic"),
        ("phi3", "rope_parameters.rope_type", .string("longrope"), "short_factor"),
        ("phi3-longrope", "rope_parameters.long_factor", .floats([1, 2]), "3 positive numbers"),
        ("phi3-longrope", "rope_parameters.long_factor", .floats([1, 2, -1]), "3 positive numbers"),
        (
            "phi3-longrope", "rope_parameters.original_max_position_embeddings", .integer(1),
            "original context"
        ),
        ("qwen2-yarn", "rope_parameters.factor", .float(0), "positive"),
        ("qwen2-yarn", "rope_parameters.rope_theta", .float(1), "base"),
        ("llama", "rope_parameters.factor", .float(-1), "positive"),
        ("phi3", "rope_parameters.partial_rotary_factor", .float(1.5), "columns"),
        ("phi3", "rope_parameters.partial_rotary_factor", .float(0.1), "columns"),
        ("llama", "hidden_act", .string("relu"), "relu"),
        ("gemma3", "layer_types", .strings(["full_attention"]), "layer types"),
        (
            "gemma3", "layer_types", .strings(["full_attention", "linear_attention", "full_attention"]),
            "linear"
        ),
        ("gemma3", "use_bidirectional_attention", .bool(true), "ahead"),
        ("falcon-7b", "alibi", .bool(true), "alibi"),
        ("smollm3", "no_rope_layers", .integers([1]), "turning"),
        ("gpt2", "scale_attn_by_inverse_layer_idx", .bool(true), "inverse_layer"),
        ("llama", "quantization_config.quant_method", .string("awq"), "quantized"),
        ("llama", "num_hidden_layers", .integer(3), "model.layers.2"),
        ("llama", "num_hidden_layers", .integer(1), "model.layers.1"),
        ("llama", "head_dim", .integer(16), "q_proj"),
        ("gpt2", "n_positions", .integer(65), "wpe"),
        ("qwen3", "head_dim", .integer(1 << 40), "head_dim"),
    ])
    func `refuses what it cannot run, and says why`(
        _ lie: (family: String, key: String, value: MetadataValue, word: String)
    ) throws {
        var source = try SafetensorsSource(family: lie.family)
        source.metadata[lie.key] = lie.value
        let error = #expect(throws: EngineError.self) { try ModelFamily.read(source) }
        #expect(error?.message.contains(lie.word) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `names the tensor that is missing, misshapen or unknown`(_ family: String) throws {
        let sound = try SafetensorsSource(family: family)
        for name in sound.tensorNames where !name.hasSuffix(".bias") && !name.hasPrefix("lm_head") {
            var source = sound
            source.replaced = [name: WeightMatrix?.none]
            let missing = #expect(throws: EngineError.self) { try ModelFamily.read(source) }
            #expect(missing?.message.contains(name) == true, "\(missing?.message ?? "no error for \(name)")")
            source.replaced = [name: try WeightMatrix(Matrix(rows: 3, columns: 5))]
            let misshapen = #expect(throws: EngineError.self) { try ModelFamily.read(source) }
            #expect(misshapen?.message.contains("instead of") == true, "\(misshapen?.message ?? name)")
        }
        var source = sound
        let prefix = try ModelFamily.read(sound).configuration.names.layers
        source.replaced = [prefix + "0.mystery.weight": try WeightMatrix(Matrix(rows: 3, columns: 5))]
        let unknown = #expect(throws: EngineError.self) { try ModelFamily.read(source) }
        #expect(unknown?.message.contains("mystery") == true)
    }
}
