import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

/// The encoder against transformers, on a tiny random model in the layout of `all-MiniLM-L6-v2`.
@Suite struct EmbeddingModelTests {
    /// Elements of vectors of length 1, after two layers in 32 bits.
    static let tolerance: Float = 1e-5

    private let expected: SafetensorsFile
    private let texts: [[Int]]

    init() throws {
        expected = try SafetensorsFile(path: FamilyFixtures.folder("bert") + "/expected.safetensors")
        var tokens = try expected.integers(named: "tokens")[...]
        texts = try expected.integers(named: "counts").map { count in
            defer { tokens = tokens.dropFirst(count) }
            return Array(tokens.prefix(count))
        }
    }

    private func model(_ change: (inout SafetensorsSource) throws -> Void = { _ in }) throws -> EmbeddingModel
    {
        var source = try SafetensorsSource(family: "bert")
        try change(&source)
        return try EmbeddingModel.load(source, device: CPUDevice(threads: 2))
    }

    @Test func `gives the reference's vectors, together and one by one`() throws {
        let model = try model()
        let reference = try expected.matrix(named: "vectors")
        let together = try model.vectors(of: texts)
        for (row, text) in texts.enumerated() {
            #expect(Fixture.difference(together[row], reference.row(row)) < Self.tolerance)
            let alone = try model.vectors(of: [text])[0]
            #expect(Fixture.difference(alone, reference.row(row)) < Self.tolerance)
            #expect(abs(alone.reduce(0) { $0 + $1 * $1 } - 1) < Self.tolerance)
        }
    }

    @Test func `packs many texts without mixing them`() throws {
        let model = try model()
        let many = (0..<200).map { texts[$0 % 3] }
        let vectors = try model.vectors(of: many)
        let few = try model.vectors(of: texts)
        #expect(vectors.count == 200)
        for (index, vector) in vectors.enumerated() {
            #expect(Fixture.difference(vector, few[index % 3]) < Self.tolerance)
        }
        #expect(try model.vectors(of: []).isEmpty)
    }

    @Test func `refuses texts that do not fit`() throws {
        let model = try model()
        #expect(throws: EngineError.self) { try model.vectors(of: [[1], []]) }
        let long = #expect(throws: EngineError.self) {
            try model.vectors(of: [[Int](repeating: 1, count: 49)])
        }
        #expect(long?.category == .tooLarge)
        let unknown = #expect(throws: EngineError.self) { try model.vectors(of: [[61]]) }
        #expect(unknown?.code == "token_unknown")
        let stopped = #expect(throws: EngineError.self) {
            try model.vectors(of: texts, isCancelled: { true })
        }
        #expect(stopped?.category == .cancelled)
    }

    @Test func `refuses other models and damaged ones`() throws {
        let other = #expect(throws: EngineError.self) {
            try model { $0.metadata["model_type"] = .string("llama") }
        }
        #expect(other?.message.contains("BERT") == true)
        let relative = #expect(throws: EngineError.self) {
            try model { $0.metadata["position_embedding_type"] = .string("relative_key") }
        }
        #expect(relative?.message.contains("relative_key") == true)
        let name = "encoder.layer.1.output.dense.weight"
        let missing = #expect(throws: EngineError.self) {
            try model { $0.replaced = [name: WeightMatrix?.none] }
        }
        #expect(missing?.message.contains(name) == true)
        let misshapen = #expect(throws: EngineError.self) {
            try model { $0.replaced = [name: try WeightMatrix(Matrix(rows: 2, columns: 2))] }
        }
        #expect(misshapen?.message.contains("instead of") == true)
        #expect(throws: EngineError.self) { try model { $0.metadata["num_attention_heads"] = .integer(5) } }
        #expect(throws: EngineError.self) { try model { $0.metadata["num_hidden_layers"] = .integer(5000) } }
    }
}
