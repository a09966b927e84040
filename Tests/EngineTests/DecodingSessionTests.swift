import Core
import Tensor
import Testing

@testable import Engine

@Suite struct DecodingSessionTests {
    /// Batches and single tokens round differently.
    static let batchTolerance: Float = 1e-4

    private let model: LanguageModel
    private let prompt: [Int]

    init() throws {
        model = try Fixture.tinyModel()
        prompt = try Fixture.tensors("tiny.safetensors").integers(named: "prompt")
    }

    @Test func `gives the base's very bytes with an empty mix, before and after an adapter`() throws {
        let adapter = try Fixture.tinyAdapter(model)
        let before = try DecodingSession(model: model).prefill(prompt)
        let adapted = try DecodingSession(model: model, mix: AdapterMix([(adapter, 1)])).prefill(prompt)
        let after = try DecodingSession(model: model, mix: .base).prefill(prompt)
        #expect(before == after && before != adapted)
    }

    @Test func `gives the base's numbers with an adapter that changes nothing`() throws {
        let fresh = LoRAAdapter(for: model.configuration, rank: 2, alpha: 4, seed: 1)
        let base = try DecodingSession(model: model).prefill(prompt)
        let mixed = try DecodingSession(model: model, mix: AdapterMix([(fresh, 1)])).prefill(prompt)
        #expect(base == mixed)
    }

    @Test func `weighs and adds adapters`() throws {
        let adapter = try Fixture.tinyAdapter(model)
        func logits(_ mix: AdapterMix) throws -> [Float] {
            try DecodingSession(model: model, mix: mix).prefill(prompt)
        }
        let twice = try logits(AdapterMix([(adapter, 0.5), (adapter, 0.5)]))
        #expect(Fixture.difference(twice, try logits(AdapterMix([(adapter, 1)]))) < Self.batchTolerance)
        let cancelled = try logits(AdapterMix([(adapter, 0.7), (adapter, -0.7)]))
        #expect(Fixture.difference(cancelled, try logits(.base)) < Self.batchTolerance)
    }

    @Test func `compares mixes by the adapters themselves`() throws {
        let (one, two) = (try Fixture.tinyAdapter(model), try Fixture.tinyAdapter(model))
        #expect(AdapterMix([(one, 1)]) == AdapterMix([(one, 1)]) && AdapterMix() == .base)
        #expect(AdapterMix([(one, 1)]) != AdapterMix([(two, 1)]))
        #expect(Set([AdapterMix([(one, 1)]), AdapterMix([(one, 1)]), AdapterMix([(one, 2)])]).count == 2)
    }

    @Test func `refuses an adapter of another model`() throws {
        var configuration = model.configuration
        configuration.layerCount = 3
        let deeper = LoRAAdapter(for: configuration, rank: 2, alpha: 4, seed: 1)
        configuration = model.configuration
        configuration.intermediateSize = 128
        let narrower = LoRAAdapter(for: configuration, rank: 2, alpha: 4, seed: 1)
        for adapter in [deeper, narrower] {
            let error = #expect(throws: EngineError.self) {
                try DecodingSession(model: model, mix: AdapterMix([(adapter, 1)]))
            }
            #expect(error?.code == "adapter_mismatch")
        }
        #expect(throws: EngineError.self) {
            try DecodingSession(model: model, mix: AdapterMix([(Fixture.tinyAdapter(model), .nan)]))
        }
    }

    @Test func `goes back and on as if the rest had never been`() throws {
        let session = try DecodingSession(model: model)
        try session.prefill(prompt)
        session.truncate(to: 7)
        #expect(session.position == 7 && session.logits == nil)
        let again = try session.prefill(Array(prompt[7..<12]))
        let fresh = try DecodingSession(model: model).prefill(Array(prompt[..<12]))
        #expect(Fixture.difference(again, fresh) < Self.batchTolerance)
    }

    @Test func `scores a text as step by step`() throws {
        let session = try DecodingSession(model: model)
        var expected: [Float?] = []
        for token in prompt {
            expected.append(session.logits.map { Sampler.logProbability(of: token, in: $0) })
            try session.decode(token)
        }
        let whole = try DecodingSession(model: model)
        let scores = try whole.score(prompt, alternatives: 3)
        #expect(scores.count == prompt.count && scores[0] == nil && whole.position == prompt.count)
        for (score, reference) in zip(scores, expected).dropFirst() {
            #expect(abs(try #require(score).logProbability - (try #require(reference))) < Self.batchTolerance)
            let alternatives = try #require(score).alternatives
            #expect(alternatives.count == 3)
            #expect(alternatives.map(\.logProbability) == alternatives.map(\.logProbability).sorted(by: >))
        }
        #expect(
            Fixture.difference(try #require(whole.logits), try #require(session.logits)) < Self.batchTolerance
        )
        // A session that holds tokens already scores the first one too.
        let later = try DecodingSession(model: model)
        try later.prefill(Array(prompt[..<5]))
        let rest = try later.logProbabilities(of: Array(prompt[5...]))
        for (own, reference) in zip(rest, expected[5...]) {
            #expect(abs(try #require(own) - (try #require(reference))) < Self.batchTolerance)
        }
    }

    @Test func `refuses tokens that do not exist or do not fit`() throws {
        let session = try DecodingSession(model: model, capacity: 8)
        for token in [-1, 64, Int.max] {
            let error = #expect(throws: EngineError.self) { try session.decode(token) }
            #expect(error?.code == "token_unknown")
        }
        #expect(throws: EngineError.self) { try session.prefill([]) }
        try session.prefill([1, 2, 3, 4, 5])
        let error = #expect(throws: EngineError.self) { try session.prefill([1, 2, 3, 4]) }
        #expect(error?.category == .tooLarge && session.position == 5)
        try session.prefill([1, 2, 3])
        #expect(throws: EngineError.self) { try session.decode(1) }
        #expect(try DecodingSession(model: model, capacity: 1 << 40).capacity == 128)
    }

    @Test func `stops between pieces when it is cancelled, and stays as it was`() throws {
        let session = try DecodingSession(model: model)
        try session.prefill([1, 2, 3])
        let error = #expect(throws: EngineError.self) { try session.prefill([4, 5], isCancelled: { true }) }
        #expect(error?.category == .cancelled && session.position == 3)
        #expect(throws: EngineError.self) { try session.score([4, 5], isCancelled: { true }) }
        #expect(session.position == 3)
    }

    @Test func `grows its cache without losing what it holds`() throws {
        let session = try DecodingSession(model: model)
        for index in 0..<128 { try session.decode(index % 64) }
        let whole = try DecodingSession(model: model).prefill((0..<128).map { $0 % 64 })
        #expect(Fixture.difference(try #require(session.logits), whole) < Self.batchTolerance)
    }

    @Test func `gives the same bytes again`() throws {
        let results = try (0..<4).map { _ in
            let session = try DecodingSession(model: model)
            var logits = try session.prefill(prompt)
            for token in [3, 1, 4] { logits += try session.decode(token) }
            return logits
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }
}
