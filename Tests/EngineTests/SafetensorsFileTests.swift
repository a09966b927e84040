import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

@Suite struct SafetensorsFileTests {
    private func open(_ header: String, data: Int, length: UInt64? = nil) throws -> SafetensorsFile {
        let bytes =
            GGUFBytes.number(length ?? UInt64(header.utf8.count)) + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
        return try SafetensorsFile(MappedFile(copying: bytes, name: "crafted.safetensors"))
    }

    @Test func `reads back what the writer wrote`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/all.safetensors"
        let matrix = Matrix(rows: 2, columns: 3, [1, -2, 3.5, .infinity, -0, 1e-30])
        var writer = SafetensorsWriter(metadata: ["format": "pt", "step": "7"])
        writer.add(matrix, named: "matrix")
        writer.add([Float(0.25)], named: "list")
        writer.add([Int32.min, 0, 5], named: "small")
        writer.add([Int64.max, -1], named: "large", shape: [2, 1])
        writer.add([Float](), named: "empty")
        try writer.write(to: path)
        let file = try SafetensorsFile(path: path)
        #expect(file.metadata == ["format": "pt", "step": "7"])
        #expect(
            try file.matrix(named: "matrix").elements.map(\.bitPattern) == matrix.elements.map(\.bitPattern))
        #expect(file.entries["matrix"]?.shape == [2, 3] && file.entries["large"]?.shape == [2, 1])
        #expect(try file.floats(named: "list") == [0.25] && file.floats(named: "empty") == [])
        #expect(try file.integers(named: "small") == [Int(Int32.min), 0, 5])
        #expect(try file.integers(named: "large") == [Int.max, -1])
        let first = try MappedFile(path: path)
        try writer.write(to: path)
        let second = try MappedFile(path: path)
        #expect(
            try first.bytes(at: 0, count: first.byteCount) == second.bytes(at: 0, count: second.byteCount))
    }

    @Test func `widens half precision`() throws {
        let header =
            #"{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[],"data_offsets":[2,4]}}"#
        let bytes = GGUFBytes.number(UInt64(header.utf8.count)) + Array(header.utf8) + [0, 0x3e, 0x40, 0x40]
        let file = try SafetensorsFile(MappedFile(copying: bytes))
        #expect(try file.floats(named: "h") == [1.5] && file.floats(named: "b") == [3])
    }

    @Test(arguments: [
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,-4]}}"#,
        #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}"#,
        #"{"a":{"dtype":"F32","shape":[1]}}"#,
        #"{"a":{"dtype":"F128","shape":[1],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}"#,
        #"{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a\u0000":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{},"__metadata__":{}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"x":"1","x":"1"}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x"#,
        #"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}"#,
        #"{"a":7}"#, #"[]"#, #"{"#, "", "null", #"{"__metadata__":{"x":1}}"#,
    ])
    func `refuses a header that lies`(_ header: String) {
        let error = #expect(throws: EngineError.self) { try open(header, data: 8) }
        let message = error?.message ?? ""
        #expect(message.contains("crafted.safetensors") && message.hasSuffix(".") && !message.contains("\n"))
    }

    @Test func `refuses lengths that lie and files that are cut`() throws {
        let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        _ = try open(header, data: 8)
        for length in [UInt64(header.utf8.count) + 9, UInt64.max, 1 << 62] {
            #expect(throws: EngineError.self) { try open(header, data: 8, length: length) }
        }
        for data in 0..<8 { #expect(throws: EngineError.self) { try open(header, data: data) } }
        #expect(throws: EngineError.self) { try open(header, data: 9) }
        #expect(throws: EngineError.self) { try SafetensorsFile(MappedFile(copying: [1, 2, 3])) }
        for deep in [
            "[", "{\"a\":", "{\"a\":{\"x\":[", "{\"a\":{\"x\":" + String(repeating: "[", count: 100_000),
        ] {
            #expect(throws: EngineError.self) { try open(String(repeating: deep, count: 1000), data: 0) }
        }
    }

    @Test func `refuses a file cut anywhere, and survives any byte changed in its header`() throws {
        let header =
            #"{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]}}"#
        let whole =
            GGUFBytes.number(UInt64(header.utf8.count)) + Array(header.utf8)
            + [UInt8](repeating: 1, count: 14)
        #expect(try SafetensorsFile(MappedFile(copying: whole)).entries.count == 2)
        for count in 0..<whole.count {
            #expect(throws: EngineError.self) {
                try SafetensorsFile(MappedFile(copying: Array(whole[..<count])))
            }
        }
        for place in 0..<whole.count - 14 {
            for value in [0, 0x22, 0x2c, 0x30, 0x39, 0x5c, 0x7d, 0x80, 0xff] as [UInt8] {
                var bytes = whole
                bytes[place] = value
                do throws(EngineError) {
                    let file = try SafetensorsFile(MappedFile(copying: bytes))
                    for name in file.entries.keys { _ = try file.weight(named: name)?.expanded() }
                } catch {
                    #expect(error.message.hasSuffix("."))
                }
            }
        }
    }

    @Test func `opens a file with types that it does not read`() throws {
        let file = try open(
            #"{"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]},"b":{"dtype":"F64","shape":[],"data_offsets":[2,10]}}"#,
            data: 10)
        let error = #expect(throws: EngineError.self) { try file.matrix(named: "b") }
        #expect(error?.category == .unsupported && error?.message.contains("F64") == true)
    }

    @Test func `names the tensor that is missing or of another type`() throws {
        let file = try open(#"{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}"#, data: 8)
        let one = #expect(throws: EngineError.self) { try file.floats(named: "a") }
        #expect(one?.message.contains("\"a\"") == true)
        let two = #expect(throws: EngineError.self) { try file.integers(named: "b") }
        #expect(two?.message.contains("\"b\"") == true)
    }

    @Test func `leaves nothing behind when it cannot write`() {
        var writer = SafetensorsWriter()
        writer.add([Float(1)], named: "x")
        let error = #expect(throws: EngineError.self) { try writer.write(to: "/nowhere/x.safetensors") }
        #expect(error?.category == .unavailable)
    }
}
