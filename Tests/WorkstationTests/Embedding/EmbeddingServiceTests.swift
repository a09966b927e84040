import Core
import Engine
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Workstation

@Suite struct EmbeddingServiceTests {
    /// As in `EmbeddingModelTests`: elements of vectors of length 1, computed in 32 bits.
    private static let tolerance: Float = 1e-5

    private let test: TestWorkstation
    private var service: EmbeddingService { test.workstation.embedding }

    init() async throws {
        test = try await TestWorkstation()
        try await test.importModel(try ModelFolder("bert"))
    }

    @Test func `gives the reference's vectors`() async throws {
        let expected = try SafetensorsFile(path: FamilyFixtures.folder("bert") + "/expected.safetensors")
        var tokens = try expected.integers(named: "tokens")[...]
        let texts = try expected.integers(named: "counts").map { count in
            defer { tokens = tokens.dropFirst(count) }
            return EmbeddingInput.tokens(Array(tokens.prefix(count)))
        }
        let reference = try expected.matrix(named: "vectors")
        let result = try await service.embed(model: "bert", inputs: texts)
        #expect(try result.tokens == expected.integers(named: "tokens").count)
        for (row, vector) in result.vectors.enumerated() {
            let difference = zip(vector, reference.row(row)).map { abs($0 - $1) }.max() ?? 1
            #expect(difference < Self.tolerance)
        }
    }

    @Test func `puts the model's own tokens around a text`() async throws {
        let result = try await service.embed(
            model: "bert", inputs: [.text("Hello worlds"), .tokens([2, 4, 5, 6, 3])], dimensions: 24)
        #expect(result.tokens == 10 && result.vectors[0] == result.vectors[1])
    }

    @Test func `refuses what it cannot do in one sentence`() async throws {
        let long = [Int](repeating: 1, count: 49)
        let cases: [(String, [EmbeddingInput], Int?, String)] = [
            ("bert", [], nil, "invalid_input_count"), ("bert", [.text("a"), .text("")], nil, "text_empty"),
            ("bert", [.tokens([])], nil, "text_empty"), ("bert", [.tokens(long)], nil, "text_too_long"),
            ("bert", [.tokens([61])], nil, "token_unknown"),
            ("bert", [.text("a")], 8, "unsupported_dimensions"),
            ("bert+a", [.text("a")], nil, "encoder_without_adapters"),
            ("none", [.text("a")], nil, "model_not_found"),
            ("bert", [EmbeddingInput](repeating: .text("a"), count: 2049), nil, "invalid_input_count"),
        ]
        for (model, inputs, dimensions, code) in cases {
            let error = await #expect(throws: (any Error).self) {
                _ = try await service.embed(model: model, inputs: inputs, dimensions: dimensions)
            }
            let explained = try #require(error as? any ExplainedError)
            #expect(explained.code == code && explained.message.hasSuffix("."), "\(explained)")
        }
    }

    @Test func `keeps decoders and encoders apart`() async throws {
        try await test.importModel(try ModelFolder("llama"))
        #expect(try await test.models.list().map(\.kind) == [.encoder, .decoder])
        let wrong = await #expect(throws: WorkstationError.self) {
            _ = try await service.embed(model: "llama", inputs: [.text("a")])
        }
        #expect(wrong?.code == "model_is_decoder")
        let chat = await #expect(throws: WorkstationError.self) {
            _ = try await test.workstation.generation.score(
                model: "bert", prompt: .text("a"), alternatives: 0)
        }
        #expect(chat?.code == "model_is_encoder")
    }

    @Test(arguments: ["pooling", "dense", "damaged"])
    func `refuses encoders whose vectors are made in another way`(_ way: String) async throws {
        let model = try ModelFolder("bert")
        let type = way == "dense" ? "Dense" : "Pooling"
        try model.write(
            """
            [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
             {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.\(type)"}]
            """, to: "modules.json")
        try model.write(
            #"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#,
            to: "1_Pooling/config.json")
        if way == "damaged" { try model.write("{}", to: "modules.json") }
        let error = await #expect(throws: EngineError.self) {
            _ = try await test.importModel(model, name: "other")
        }
        let word = ["pooling": "not the mean", "dense": "\"Dense\"", "damaged": "no list"][way] ?? ""
        #expect(error?.message.contains(word) == true, "\(String(describing: error))")
        if way == "pooling" {
            try model.write(#"{"pooling_mode_mean_tokens": true}"#, to: "1_Pooling/config.json")
            _ = try await test.importModel(model, name: "other")
        }
    }
}
