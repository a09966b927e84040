import Core
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Engine

@Suite struct LoRAAdapterTests {
    @Test func `writes the very file that PEFT's own writer wrote`() throws {
        let model = try Fixture.tinyModel()
        let adapter = try Fixture.tinyAdapter(model)
        let folder = try TemporaryFolder()
        try adapter.save(to: folder.path, for: model.configuration, baseModel: "tiny")
        let written = try SafetensorsFile(path: folder.path + "/adapter_model.safetensors")
        let original = try Fixture.tensors("tiny-adapter/adapter_model.safetensors")
        #expect(written.entries.keys == original.entries.keys)
        #expect(written.metadata == ["format": "pt"])
        for (name, entry) in original.entries {
            #expect(written.entries[name]?.shape == entry.shape)
            #expect(try written.floats(named: name) == original.floats(named: name))
        }
        let again = try LoRAAdapter.load(folder: folder.path, for: model.configuration)
        #expect(again.rank == 4 && again.alpha == 8 && again.scale == 2)
        #expect(again.modules == LinearModule.simple && again.parameterCount == adapter.parameterCount)
        for module in LinearModule.simple {
            #expect(again[1, module]?.b.elements == adapter[1, module]?.b.elements)
        }
    }

    @Test func `starts with a random A and a zero B, the same for the same seed`() throws {
        let configuration = try Fixture.tinyModel().configuration
        let one = LoRAAdapter(for: configuration, rank: 4, alpha: 8, modules: [.query, .down], seed: 3)
        let two = LoRAAdapter(for: configuration, rank: 4, alpha: 8, modules: [.query, .down], seed: 3)
        let other = LoRAAdapter(for: configuration, rank: 4, alpha: 8, modules: [.query, .down], seed: 4)
        let a = try #require(one[0, .query]?.a.elements)
        #expect(a == two[0, .query]?.a.elements && a != other[0, .query]?.a.elements)
        #expect(a.allSatisfy { abs($0) <= 1 / 16 } && a.contains { abs($0) > 1 / 32 })
        #expect(one[0, .query]?.b.elements.allSatisfy { $0 == 0 } == true)
        #expect(one[0, .key] == nil && one.modules == [.query, .down])
        #expect(one.parameterCount == 2 * (4 * 256 + 64 * 4 + 4 * 256 + 256 * 4))
    }

    @Test func `refuses weights that do not fit`() throws {
        let configuration = try Fixture.tinyModel().configuration
        let base = "base_model.model.model.layers.0.mlp.down_proj."
        func refusal(_ tensors: [(String, Matrix)]) throws -> String {
            let folder = try TemporaryFolder()
            var writer = SafetensorsWriter()
            for (name, matrix) in tensors { writer.add(matrix, named: name) }
            try writer.write(to: folder.path + "/w.safetensors")
            let error = #expect(throws: EngineError.self) {
                try LoRAAdapter.load(
                    weights: folder.path + "/w.safetensors", for: configuration, rank: 2, alpha: 4)
            }
            return error?.message ?? ""
        }
        let a = (base + "lora_A.weight", Matrix(rows: 2, columns: 256))
        let b = (base + "lora_B.weight", Matrix(rows: 256, columns: 2))
        #expect(try refusal([]).contains("no linear layer"))
        #expect(try refusal([a]).contains("lora_B"))
        #expect(try refusal([b]).contains("lora_A"))
        #expect(try refusal([a, (b.0, Matrix(rows: 255, columns: 2))]).contains("[256, 2]"))
        #expect(try refusal([(a.0, Matrix(rows: 3, columns: 256)), b]).contains("[2, 256]"))
        #expect(
            try refusal([a, b, ("base_model.model.lm_head.lora_A.weight", a.1)]).contains("1 of its tensors"))
        #expect(
            try refusal([a, b, ("base_model.model.model.layers.2.mlp.down_proj.lora_A.weight", a.1)])
                .contains("1 of its tensors"))
        let broken = Matrix(rows: 256, columns: 2)
        broken[7, 1] = .nan
        #expect(try refusal([a, (b.0, broken)]).contains("not a number"))
    }

    @Test(arguments: [
        (#"{"peft_type":"IA3","r":2,"lora_alpha":4}"#, "IA3"),
        (#"{"peft_type":"LORA","r":0,"lora_alpha":4}"#, "rank"),
        (#"{"peft_type":"LORA","r":-2,"lora_alpha":4}"#, "rank"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":1e300}"#, "alpha"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"use_dora":true}"#, "DoRA"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"fan_in_fan_out":true}"#, "fan_in_fan_out"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"bias":"all"}"#, "bias"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"modules_to_save":["lm_head"]}"#, "modules_to_save"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"rank_pattern":{"q_proj":8}}"#, "rank"),
        (#"{"peft_type":"LORA","r":2,"lora_alpha":4,"alpha_pattern":{"q_proj":8}}"#, "alpha"),
        (#"{"peft_type":"LORA","r":"two","lora_alpha":4}"#, "adapter_config.json"),
        (#"{"r":2"#, "adapter_config.json"), ("", "adapter_config.json"),
    ])
    func `refuses settings that it cannot follow`(_ lie: (text: String, word: String)) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(lie.text, to: "adapter_config.json")
        let configuration = try Fixture.tinyModel().configuration
        let error = #expect(throws: EngineError.self) {
            try LoRAAdapter.load(folder: folder.path, for: configuration)
        }
        #expect(error?.message.contains(lie.word) == true, "\(error?.message ?? "")")
    }

    @Test func `reads the scale of rank-stabilised adapters and lists of modules as patterns`() throws {
        let folder = try TemporaryFolder()
        let model = try Fixture.tinyModel()
        _ = try folder.write(
            #"{"peft_type":"LORA","r":4,"lora_alpha":8,"use_rslora":true,"target_modules":".*_proj"}"#,
            to: "adapter_config.json")
        try Fixture.tinyAdapter(model).save(
            weights: folder.path + "/adapter_model.safetensors", for: model.configuration)
        #expect(try LoRAAdapter.load(folder: folder.path, for: model.configuration).scale == 4)
    }

    @Test func `says which file is missing`() throws {
        let folder = try TemporaryFolder()
        let configuration = try Fixture.tinyModel().configuration
        let error = #expect(throws: EngineError.self) {
            try LoRAAdapter.load(folder: folder.path, for: configuration)
        }
        #expect(error?.category == .notFound && error?.message.contains("adapter_config.json") == true)
    }
}
