import Core
import Engine
import Tensor
import TestSupport
import Testing

/// Against transformers on the starter model, which `make test` fetches first.
@Suite struct StarterModelTests {
    /// What the issue asks of log-probabilities.
    static let tolerance: Float = 1e-3

    private static let model = Result { () throws -> LanguageModel in
        try LanguageModel.load(path: PackageRoot.starterModel, device: CPUDevice())
    }

    @Test func `gives the reference's log-probabilities`() throws {
        let model = try Self.model.get()
        let fixture = try Fixture.tensors("starter.safetensors")
        let prompt = try fixture.integers(named: "prompt")
        let topIds = try fixture.integers(named: "topIds")
        let topValues = try fixture.floats(named: "topLogProbabilities")
        let scores = try DecodingSession(model: model).score(prompt, alternatives: 8)
        #expect(scores[0] == nil)
        let own = scores.dropFirst().compactMap { $0?.logProbability }
        let expected = try fixture.floats(named: "targetLogProbabilities")
        #expect(Fixture.difference(own, expected) < Self.tolerance)
        for (row, score) in scores.dropFirst().enumerated() {
            for (rank, alternative) in try #require(score).alternatives.enumerated() {
                #expect(abs(alternative.logProbability - topValues[row * 8 + rank]) < Self.tolerance)
                // Near ties may change places; the likeliest token of this text leads everywhere.
                if rank == 0 { #expect(alternative.token == topIds[row * 8]) }
            }
        }
    }

    @Test func `gives the reference's log-probabilities over the vocabulary`() throws {
        let model = try Self.model.get()
        let fixture = try Fixture.tensors("starter.safetensors")
        let prompt = try fixture.integers(named: "prompt")
        let expected = try fixture.matrix(named: "sampledLogProbabilities")
        let session = try DecodingSession(model: model)
        for (row, position) in [0, 21, 42, 63].enumerated() {
            let logits = try session.prefill(Array(prompt[session.position...position]))
            let normaliser = logits[0] - Sampler.logProbability(of: 0, in: logits)
            let sampled = stride(from: 0, to: logits.count, by: 97).map { logits[$0] - normaliser }
            #expect(Fixture.difference(sampled, expected.row(row)) < Self.tolerance)
        }
    }

    @Test(arguments: 0..<5)
    func `gives the reference's greedy answer`(_ index: Int) throws {
        let model = try Self.model.get()
        let fixture = try Fixture.tensors("starter.safetensors")
        let question = try fixture.integers(named: "question\(index)")
        let expected = try fixture.integers(named: "answer\(index)")
        let session = try DecodingSession(model: model)
        var sampler = Sampler(.greedy)
        var logits = try session.prefill(question)
        var answer: [Int] = []
        while answer.count < expected.count {
            let next = try sampler.next(logits, history: answer).token
            answer.append(next)
            logits = try session.decode(next)
        }
        #expect(answer == expected)
    }
}
