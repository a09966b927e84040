import Core
import Testing

@testable import Engine

@Suite struct SafetensorsIndexTests {
    private static let sound =
        #"{"metadata": {"total_size": 24, "x": [null, {"y": 1e3}]}, "weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}"#

    private func read(_ json: String) throws -> SafetensorsIndex {
        try SafetensorsIndex(Array(json.utf8), path: "crafted.json")
    }

    @Test func `reads which shard holds which tensor`() throws {
        #expect(try read(Self.sound).shards == ["a": "1.safetensors", "b": "2.safetensors"])
    }

    @Test func `refuses an index cut anywhere`() {
        let bytes = Array(Self.sound.utf8)
        for count in 0..<bytes.count {
            let error = #expect(throws: EngineError.self) {
                try SafetensorsIndex(Array(bytes[..<count]), path: "crafted.json")
            }
            #expect(error?.message.contains("crafted.json") == true && error?.message.hasSuffix(".") == true)
        }
    }

    @Test(arguments: [
        "[]", "{}", #"{"weight_map": {}}"#, #"{"weight_map": []}"#, #"{"weight_map": {"a": 1}}"#,
        #"{"weight_map": {"a": null}}"#, #"{"weight_map": {"a": "1.safetensors"}, "weight_map": {}}"#,
        #"{"weight_map": {"a": "1.safetensors"}} {}"#, #"{"weight_map": {"a\u0000": "1.safetensors"}}"#,
        #"{"weight_map": {"a": "1.safetensors", "\u0061": "1.safetensors"}}"#,
        #"{"weight_map": {"a": "\u002e\u002e\u002f1.safetensors"}}"#,
        #"{"weight_map": {"a": "x\/1.safetensors"}}"#,
    ])
    func `refuses what is no index`(_ json: String) {
        let error = #expect(throws: EngineError.self) { try read(json) }
        #expect(error?.category == .corrupt && error?.message.hasSuffix(".") == true)
    }

    @Test func `refuses deep nesting, long names and crowds of shards`() {
        let deep = "{\"metadata\": " + String(repeating: "[", count: 100_000)
        let long = #"{"weight_map": {""# + String(repeating: "n", count: 1025) + #"": "1.safetensors"}}"#
        let lines = (0..<5000).map { "\"t\($0)\": \"\($0).safetensors\"" }.joined(separator: ",")
        for json in [deep, long, "{\"weight_map\": {\(lines)}}"] {
            let error = #expect(throws: EngineError.self) { try read(json) }
            #expect((error?.message.utf8.count ?? 0) < 400)
        }
    }
}
