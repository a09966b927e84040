import Core
import Engine
import Foundation
import Store
import Tensor
import TestSupport
import Testing

@testable import Workstation

@Suite struct ModelImportTests {
    @Test func `takes in a folder as one model that answers like the folder itself`() async throws {
        let test = try await TestWorkstation()
        let model = try ModelFolder("llama")
        try model.write("no part of the model", to: "README.md")
        try model.write(#"{"eos_token_id": [2, 5]}"#, to: "generation_config.json")
        let view = try await test.importModel(model)
        #expect(view.name == "llama" && view.kind == .decoder && view.architecture == "llama")
        #expect(view.quantization == "F32" && view.contextLength == 64 && view.parameters > 10_000)
        let files = ["config.json", "generation_config.json", "model.safetensors", "tokenizer.json"]
        #expect(try test.names(in: "models/llama") == files)
        #expect(try test.names(in: "staging").isEmpty)
        let sizes = try files.map { try FileTree.size(of: model.path + "/" + $0) }
        #expect(view.sizeBytes == sizes.reduce(0, +))
        let lines = try files.map { "\(try Digest.sha256(ofFile: model.path + "/" + $0))  \($0)\n" }
        #expect(view.digest == Digest.sha256(lines.joined()))

        let scores = try await test.workstation.generation.score(
            model: "llama", prompt: .text("ab a"), alternatives: 0)
        #expect(scores.map(\.id) == [5, 6, 3])
        let device = CPUDevice(threads: 1, numerics: .fast)
        let direct = try LanguageModel.load(path: model.path, device: device)
        let expected = try DecodingSession(model: direct, capacity: 8).score([5, 6, 3], alternatives: 0)
        #expect(scores.map(\.logProbability) == expected.map { $0?.logProbability })
    }

    @Test func `takes the same folder once, and another under its name not at all`() async throws {
        let test = try await TestWorkstation()
        let model = try ModelFolder("qwen2")
        let first = try await test.importModel(model, name: "m")
        #expect(try await test.importModel(model, name: "m").digest == first.digest)
        let error = await #expect(throws: WorkstationError.self) {
            _ = try await test.importModel(try ModelFolder("qwen3"), name: "m")
        }
        #expect(error?.code == "model_name_taken")
        #expect(try await test.models.list().count == 1)
        try await test.models.remove("m")
        #expect(try test.names(in: "models").isEmpty)
    }

    @Test func `takes the place of what a killed import left`() async throws {
        let test = try await TestWorkstation()
        let left = test.home + "/models/gemma"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: left + "/model-00001.safetensors"))
        _ = try await test.importModel(try ModelFolder("gemma"))
        #expect(try test.names(in: "models/gemma") == ["config.json", "model.safetensors", "tokenizer.json"])
    }

    @Test(arguments: [
        "no tokenizer", "damaged tokenizer", "no weights", "pickle", "link", "shard", "experts", "images",
        "quantized", "unknown family", "cut",
    ])
    func `refuses in one sentence and leaves nothing`(_ fault: String) async throws {
        let test = try await TestWorkstation()
        let model = try ModelFolder("llama")
        var word = "tokenizer.json"
        switch fault {
        case "no tokenizer": try model.remove("tokenizer.json")
        case "damaged tokenizer": try model.write("{\"model\": ", to: "tokenizer.json")
        case "no weights":
            try model.remove("model.safetensors")
            word = "neither model.safetensors nor"
        case "pickle":
            try model.remove("model.safetensors")
            try model.write("", to: "pytorch_model.bin")
            word = "pickle"
        case "link":
            try model.link("tokenizer.json", to: test.folder.path + "/elsewhere")
        case "shard":
            try model.remove("model.safetensors")
            try model.write(
                #"{"weight_map": {"a": "../x.safetensors"}}"#, to: "model.safetensors.index.json")
            word = "plain name"
        case "experts":
            try model.replace(#""llama""#, with: #""mixtral""#, in: "config.json")
            word = "mixture of experts (mixtral)"
        case "images":
            try model.replace(#""llama""#, with: #""qwen2_vl""#, in: "config.json")
            word = "reads images (qwen2_vl)"
        case "quantized":
            try model.replace(
                #""model_type""#, with: #""quantization_config": {"quant_method": "gptq"}, "model_type""#,
                in: "config.json")
            word = "gptq"
        case "unknown family":
            try model.replace(#""llama""#, with: #""mamba""#, in: "config.json")
            word = "mamba"
        default:
            let weights = URL(filePath: model.path + "/model.safetensors")
            try Data(contentsOf: weights).dropLast(100).write(to: weights)
            word = "model.safetensors"
        }
        let error = await #expect(throws: (any Error).self) {
            _ = try await test.importModel(model)
        }
        let message = try #require(error as? any ExplainedError).message
        #expect(message.contains(word) && message.hasSuffix(".") && !message.contains("\n"), "\(message)")
        #expect(try test.names(in: "models").isEmpty && test.names(in: "staging").isEmpty)
        #expect(try await test.models.list().isEmpty)
    }

    @Test func `keeps the content that a link leads to, not the link`() async throws {
        let test = try await TestWorkstation()
        let file = test.folder.path + "/tiny.gguf"
        try FileManager.default.createSymbolicLink(
            atPath: file,
            withDestinationPath: PackageRoot.path + "Tests/EngineTests/Fixtures/tiny.gguf")
        // The fixture has no tokenizer, so that only the file operation is looked at.
        let target = test.folder.path + "/kept"
        try FileTree.linkOrCopy(file, to: target)
        let attributes = try FileManager.default.attributesOfItem(atPath: target)
        #expect(attributes[.type] as? FileAttributeType == .typeRegular)
    }

    @Test func `lets one request at a time have a name`() throws {
        let busy = BusyNames()
        try busy.take("a")
        try busy.take("b")
        let error = #expect(throws: WorkstationError.self) { try busy.take("a") }
        #expect(error?.code == "model_busy")
        busy.release("a")
        try busy.take("a")
    }
}
