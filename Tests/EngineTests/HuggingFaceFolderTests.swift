import Core
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Engine

@Suite struct HuggingFaceFolderTests {
    /// A folder with settings and two shards, whose parts a test can replace.
    private struct Crafted {
        let folder: TemporaryFolder
        var path: String { folder.path }

        init() throws {
            folder = try TemporaryFolder()
            try write(
                #"{"architectures": ["LlamaForCausalLM"], "hidden_size": 4, "rope": {"base": 1e4}}"#,
                "config.json")
        }

        func write(_ text: String, _ name: String) throws { _ = try folder.write(text, to: name) }

        func shard(_ name: String, _ tensors: [String: [Float]]) throws {
            var writer = SafetensorsWriter(metadata: ["format": "pt"])
            for (name, values) in tensors { writer.add(values, named: name) }
            try writer.write(to: path + "/" + name)
        }

        func index(_ map: [String: String]) throws {
            let lines = map.sorted { $0.key < $1.key }.map {
                "\($0.key.debugDescription): \($0.value.debugDescription)"
            }
            try write(
                "{\"metadata\": {\"total_size\": 24}, \"weight_map\": {\(lines.joined(separator: ", "))}}",
                "model.safetensors.index.json")
        }

        /// Two shards that are as their index says.
        static func sharded() throws -> Crafted {
            let crafted = try Crafted()
            try crafted.shard("one.safetensors", ["a": [1, 2], "b": [3]])
            try crafted.shard("two.safetensors", ["c": [4, 5, 6]])
            try crafted.index(["a": "one.safetensors", "b": "one.safetensors", "c": "two.safetensors"])
            return crafted
        }

        func open() throws -> HuggingFaceFolder { try HuggingFaceFolder(path: path) }
    }

    @Test func `reads weights from one file`() throws {
        let crafted = try Crafted()
        var writer = SafetensorsWriter()
        writer.add(Matrix(rows: 2, columns: 3, [1, 2, 3, 4, 5, 6]), named: "m.weight")
        let bytes: [UInt8] = [0x80, 0x3f, 0x00, 0xc0]
        try writer.add(WeightMatrix(format: .bf16, rows: 1, columns: 2, bytes: bytes), named: "v", shape: [2])
        try writer.write(to: crafted.path + "/model.safetensors")
        let folder = try crafted.open()
        #expect(folder.tensorNames == ["m.weight", "v"] && folder.naming == .huggingFace)
        #expect(folder.metadata["hidden_size"] == .integer(4))
        let matrix = try #require(try folder.tensor(named: "m.weight"))
        #expect(matrix.rows == 2 && matrix.columns == 3 && matrix.expanded().elements == [1, 2, 3, 4, 5, 6])
        let vector = try #require(try folder.tensor(named: "v"))
        #expect(vector.format == .bf16 && vector.rows == 1 && vector.expanded().elements == [1, -2])
        #expect(try folder.tensor(named: "none")?.rows == nil)
    }

    @Test func `reads weights from shards`() throws {
        let crafted = try Crafted.sharded()
        let folder = try crafted.open()
        #expect(folder.tensorNames == ["a", "b", "c"])
        for (name, values) in [("a", [1, 2]), ("b", [3]), ("c", [4, 5, 6])] as [(String, [Float])] {
            #expect(try folder.tensor(named: name)?.expanded().elements == values)
        }
        let sizes = try ["one", "two"].map {
            try MappedFile(path: crafted.path + "/\($0).safetensors").byteCount
        }
        #expect(folder.byteCount == sizes.reduce(0, +))
    }

    @Test func `hands out the files beside the weights`() throws {
        let crafted = try Crafted.sharded()
        for file in HuggingFaceFile.allCases where ![.configuration, .index].contains(file) {
            #expect(try crafted.open().bytes(of: file) == nil)
            try crafted.write("content of \(file.rawValue)", file.rawValue)
            #expect(try crafted.open().bytes(of: file) == Array("content of \(file.rawValue)".utf8))
        }
    }

    @Test(arguments: [
        "../one.safetensors", "/one.safetensors", "sub/one.safetensors", "..", "", "one.bin",
        "one.safetensors\u{0}",
        "..\\one.safetensors",
    ])
    func `refuses shard names that are paths or something else`(_ name: String) throws {
        let crafted = try Crafted.sharded()
        let encoded = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        try crafted.write("{\"weight_map\": {\"a\": \(encoded)}}", "model.safetensors.index.json")
        let error = #expect(throws: EngineError.self) { try crafted.open() }
        #expect(error?.category == .corrupt && error?.message.contains("plain name") == true)
    }

    @Test func `refuses a shard that is a link to the outside`() throws {
        let crafted = try Crafted.sharded()
        let other = try Crafted.sharded()
        let path = crafted.path + "/two.safetensors"
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: other.path + "/two.safetensors")
        let error = #expect(throws: EngineError.self) { try crafted.open() }
        #expect(error?.category == .forbidden && error?.message.contains("two.safetensors") == true)
    }

    @Test(arguments: [
        "missing", "elsewhere", "lost", "twice", "damaged", "no tensor", "index", "doubled line",
    ])
    func `refuses shards that contradict their index`(_ lie: String) throws {
        let crafted = try Crafted.sharded()
        var word = "two.safetensors"
        switch lie {
        case "missing": try FileManager.default.removeItem(atPath: crafted.path + "/two.safetensors")
        case "elsewhere":
            try crafted.index(["a": "two.safetensors", "b": "one.safetensors", "c": "two.safetensors"])
            word = "\"a\""
        case "lost":
            try crafted.index(["a": "one.safetensors", "d": "two.safetensors"])
            word = "\"d\""
        case "twice":
            try crafted.shard("two.safetensors", ["c": [4, 5, 6], "a": [1]])
            word = "both hold the tensor \"a\""
        case "damaged": try crafted.write("not a shard", "two.safetensors")
        case "no tensor":
            try crafted.write(#"{"weight_map": {}}"#, "model.safetensors.index.json")
            word = "no tensor"
        case "index":
            try crafted.write(#"{"weight_map": 7}"#, "model.safetensors.index.json")
            word = "index"
        default:
            try crafted.write(
                #"{"weight_map": {"a": "one.safetensors", "a": "one.safetensors"}}"#,
                "model.safetensors.index.json")
            word = "occurs twice"
        }
        let error = #expect(throws: EngineError.self) { try crafted.open() }
        let message = error?.message ?? ""
        #expect(error?.category == .corrupt && message.contains(word), "\(message)")
        #expect(message.contains(crafted.path) && message.hasSuffix("."))
    }

    @Test(arguments: [
        "pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5", "consolidated.safetensors", "x",
    ])
    func `names the weights that it does not read`(_ name: String) throws {
        let crafted = try Crafted()
        try crafted.write("", name)
        let error = #expect(throws: EngineError.self) { try crafted.open() }
        #expect(error?.category == .unsupported)
        #expect(error?.message.contains(name == "x" ? "model.safetensors" : name) == true)
    }

    @Test func `names what is missing`() throws {
        let crafted = try Crafted.sharded()
        try FileManager.default.removeItem(atPath: crafted.path + "/config.json")
        let one = #expect(throws: EngineError.self) { try crafted.open() }
        #expect(one?.message.contains("config.json") == true)
        let two = #expect(throws: EngineError.self) { try HuggingFaceFolder(path: "/nowhere") }
        #expect(two?.category == .notFound)
    }

    @Test(arguments: ["F64", "I8", "U8", "F8_E4M3", "F8_E5M2", "I64", "BOOL"])
    func `refuses a tensor of another type by the type's name`(_ type: String) throws {
        let crafted = try Crafted()
        let size = try #require(SafetensorsElement(rawValue: type)).bitCount / 8
        let header =
            "{\"odd\":{\"dtype\":\"\(type)\",\"shape\":[2],\"data_offsets\":[0,\(2 * size)]}"
            + ",\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[\(2 * size),\(2 * size + 4)]}}"
        let bytes =
            UInt64(header.utf8.count).fileBytes + Array(header.utf8)
            + [UInt8](repeating: 0, count: 2 * size + 4)
        try Data(bytes).write(to: URL(filePath: crafted.path + "/model.safetensors"))
        let folder = try crafted.open()
        #expect(try folder.tensor(named: "w")?.expanded().elements == [0])
        let error = #expect(throws: EngineError.self) { try folder.tensor(named: "odd") }
        #expect(error?.category == .unsupported && error?.message.contains("\(type);") == true)
    }

    @Test func `does not read settings that are far too long`() throws {
        let crafted = try Crafted.sharded()
        try crafted.write(String(repeating: " ", count: 4 << 20) + "{}", "config.json")
        let error = #expect(throws: EngineError.self) { try crafted.open() }
        #expect(error?.message.contains("config.json") == true)
    }
}
