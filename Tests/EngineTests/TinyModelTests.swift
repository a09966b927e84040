import Engine
import Tensor
import Testing

/// Against transformers on a tiny model that mixes eleven weight formats.
@Suite struct TinyModelTests {
    /// Logits are up to 3.5; two layers of 32-bit sums in another order.
    static let tolerance: Float = 2e-5
    /// Batches and single tokens round differently.
    static let batchTolerance: Float = 1e-4

    @Test func `expands its formats as gguf-py does`() throws {
        let file = try GGUFFile(path: Fixture.path("tiny.gguf"))
        let fixture = try Fixture.tensors("tiny.safetensors")
        var formats: Set<String> = []
        for name in fixture.entries.keys where name.hasPrefix("expanded.") {
            let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
            let weight = try #require(try file.tensor(named: parts[2]))
            #expect(weight.format.name == parts[1])
            let expected = try fixture.matrix(named: name)
            let expanded = weight.expanded()
            for row in 0..<expected.rows {
                #expect(Fixture.difference(expanded.row(row), expected.row(row)) < 1e-7)
            }
            formats.insert(parts[1])
        }
        #expect(formats.count == 11)
    }

    @Test(arguments: [1, 2, 3])
    func `gives the reference's logits at every position`(_ threads: Int) throws {
        let model = try Fixture.tinyModel(threads: threads)
        let fixture = try Fixture.tensors("tiny.safetensors")
        let prompt = try fixture.integers(named: "prompt")
        let expected = try fixture.matrix(named: "logits")
        let session = try DecodingSession(model: model)
        for (row, token) in prompt.enumerated() {
            #expect(Fixture.difference(try session.decode(token), expected.row(row)) < Self.tolerance)
        }
        let whole = try DecodingSession(model: model).prefill(prompt)
        #expect(Fixture.difference(whole, expected.row(prompt.count - 1)) < Self.tolerance)
    }

    @Test func `gives the reference's logits with a PEFT adapter`() throws {
        let model = try Fixture.tinyModel()
        let fixture = try Fixture.tensors("tiny.safetensors")
        let prompt = try fixture.integers(named: "prompt")
        let expected = try fixture.matrix(named: "adaptedLogits")
        let mix = AdapterMix([(try Fixture.tinyAdapter(model), 1)])
        let session = try DecodingSession(model: model, mix: mix)
        for (row, token) in prompt.enumerated() {
            #expect(Fixture.difference(try session.decode(token), expected.row(row)) < Self.tolerance)
        }
        let whole = try DecodingSession(model: model, mix: mix).prefill(prompt)
        #expect(Fixture.difference(whole, expected.row(prompt.count - 1)) < Self.tolerance)
    }

    @Test(arguments: [[40], [1, 39], [20, 20], [3, 4, 2, 31], [39, 1]])
    func `gives the same logits however a prompt is cut`(_ pieces: [Int]) throws {
        let model = try Fixture.tinyModel()
        let prompt = try Fixture.tensors("tiny.safetensors").integers(named: "prompt")
        let session = try DecodingSession(model: model)
        var last: [Float] = []
        var start = 0
        for piece in pieces {
            last = try session.prefill(Array(prompt[start..<start + piece]))
            start += piece
        }
        let singles = try DecodingSession(model: model)
        for token in prompt { try singles.decode(token) }
        #expect(Fixture.difference(last, try #require(singles.logits)) < Self.batchTolerance)
    }

    @Test func `reads the configuration`() throws {
        let configuration = try Fixture.tinyModel().configuration
        #expect(configuration.vocabulary == 64 && configuration.hiddenSize == 256)
        #expect(configuration.headCount == 4 && configuration.keyValueHeadCount == 2)
        #expect(configuration.headDimension == 16 && configuration.layerCount == 2)
        #expect(configuration.contextLength == 128 && !configuration.tiedEmbeddings)
        #expect(configuration.normEpsilon == 1e-5 && configuration.rotaries.first?.frequencies.first == 1)
        #expect(
            configuration.parameterCount == 2 * (2 * (64 + 32) * 256 + 3 * 65_536 + 512) + 2 * 64 * 256 + 256)
    }
}
