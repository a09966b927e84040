import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

@Suite struct GGUFWriterTests {
    /// The file of `scripts/fixtures/engine_written.py`.
    private func sample() throws -> GGUFWriter {
        var writer = GGUFWriter(alignment: 64)
        try writer.set("general.architecture", GGUFValue("nöne"))
        try writer.set("u8", GGUFValue(UInt8(200)))
        try writer.set("i8", GGUFValue(Int8(-1)))
        try writer.set("u16", GGUFValue(UInt16.max))
        try writer.set("i16", GGUFValue(Int16(-2)))
        try writer.set("u32", GGUFValue(UInt32.max))
        try writer.set("i32", GGUFValue(Int32(-5)))
        try writer.set("f32", GGUFValue(Float(0.1)))
        try writer.set("bool", GGUFValue(true))
        try writer.set("text", GGUFValue("é\n"))
        try writer.set("u64", GGUFValue(UInt64.max))
        try writer.set("i64", GGUFValue(Int64.min))
        try writer.set("f64", GGUFValue(0.1))
        try writer.set("u8s", GGUFValue(list: [0, 255] as [UInt8]))
        try writer.set("i8s", GGUFValue(list: [-128, 127] as [Int8]))
        try writer.set("u16s", GGUFValue(list: [1] as [UInt16]))
        try writer.set("i16s", GGUFValue(list: [-1, 2, 3] as [Int16]))
        try writer.set("u32s", GGUFValue(list: [7] as [UInt32]))
        try writer.set("i32s", GGUFValue(list: [-7, 8] as [Int32]))
        try writer.set("f32s", GGUFValue(list: [0.5, -0.25] as [Float]))
        try writer.set("bools", GGUFValue(list: [false, true]))
        try writer.set("texts", GGUFValue(list: ["a", "", "ü"]))
        try writer.set("u64s", GGUFValue(list: [9] as [UInt64]))
        try writer.set("i64s", GGUFValue(list: [-9] as [Int64]))
        try writer.set("f64s", GGUFValue(list: [1e300]))
        try writer.add(Matrix(rows: 1, columns: 3, [1, -2, 3.5]), named: "vector")
        let blocks = try WeightMatrix(format: .q4_0, rows: 2, columns: 64, bytes: Array(0..<72))
        try writer.add(blocks, named: "blocks")
        let halves = (1...6).flatMap { Float16($0).bitPattern.fileBytes }
        try writer.add(halves, format: .f16, sizes: [2, 3], named: "halves")
        let twelve = Matrix(rows: 6, columns: 2, (0..<12).map { Float($0) })
        try writer.add(twelve, named: "four.sizes", sizes: [2, 3, 1, 2])
        try writer.add([0, 64, 128, 63], format: .bf16, sizes: [2, 1], named: "bfloats")
        return writer
    }

    @Test func `writes the very bytes that gguf-py writes`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/written.gguf"
        try sample().write(to: path)
        let written = try MappedFile(path: path)
        let expected = try MappedFile(path: Fixture.path("written.gguf"))
        #expect(
            try written.bytes(at: 0, count: written.byteCount)
                == expected.bytes(at: 0, count: expected.byteCount))
    }

    @Test func `copies a file with its widths, and replaces what is set anew`() throws {
        let folder = try TemporaryFolder()
        let source = try GGUFFile(path: Fixture.path("written.gguf"))
        var writer = GGUFWriter()
        try writer.copyMetadata(of: source, where: { !$0.hasPrefix("i") })
        try writer.set("u8", GGUFValue(UInt8(7)))
        for tensor in source.tensors {
            let weights = try #require(try source.tensor(named: tensor.name))
            try writer.add(weights, named: tensor.name, sizes: tensor.sizes)
        }
        try writer.write(to: folder.path + "/copy.gguf")
        let copy = try GGUFFile(path: folder.path + "/copy.gguf")
        #expect(copy.keys == source.keys.filter { !$0.hasPrefix("i") && $0 != "general.alignment" })
        for key in copy.keys where key != "u8" {
            #expect(try copy.rawValue(of: key) == source.rawValue(of: key))
        }
        #expect(copy.metadata["u8"] == .integer(7))
        #expect(copy.tensors.map(\.sizes) == source.tensors.map(\.sizes))
        for tensor in source.tensors {
            let one = try #require(try copy.tensor(named: tensor.name))
            let other = try #require(try source.tensor(named: tensor.name))
            #expect(one.format == other.format)
            #expect(one.expanded().elements.map(\.bitPattern) == other.expanded().elements.map(\.bitPattern))
        }
    }

    @Test(arguments: WeightFormat.allCases)
    func `keeps the bytes of every format`(_ format: WeightFormat) throws {
        let folder = try TemporaryFolder()
        let source = try GGUFFile(path: Fixture.path("formats.gguf"))
        let weights = try #require(try source.tensor(named: format.name))
        var writer = GGUFWriter(alignment: 8)
        try writer.add(weights, named: "w")
        try writer.write(to: folder.path + "/one.gguf")
        let copy = try #require(try GGUFFile(path: folder.path + "/one.gguf").tensor(named: "w"))
        #expect(copy.format == format && copy.rows == weights.rows && copy.columns == weights.columns)
        #expect(
            try copy.file.bytes(at: copy.offset, count: copy.byteCount)
                == weights.file.bytes(at: weights.offset, count: weights.byteCount))
    }

    @Test func `rounds weights while it writes`() throws {
        let folder = try TemporaryFolder()
        let source = try GGUFFile(path: Fixture.path("quantized.gguf"))
        let floats = try #require(try source.tensor(named: "F32"))
        var writer = GGUFWriter()
        try writer.add(floats, as: .q8_0, named: "w")
        #expect(throws: EngineError.self) { try writer.add(floats, as: .q6_K, named: "x") }
        try writer.write(to: folder.path + "/rounded.gguf")
        let rounded = try #require(try GGUFFile(path: folder.path + "/rounded.gguf").tensor(named: "w"))
        let expected = try #require(try source.tensor(named: "Q8_0"))
        #expect(rounded.format == .q8_0 && rounded.rows == floats.rows)
        #expect(rounded.expanded().elements == expected.expanded().elements)
    }

    @Test func `refuses what a file cannot hold`() {
        var writer = GGUFWriter()
        let errors: [EngineError?] = [
            #expect(throws: EngineError.self) { try writer.set("", GGUFValue(true)) },
            #expect(throws: EngineError.self) { try writer.set("a\u{0}b", GGUFValue(true)) },
            #expect(throws: EngineError.self) { try writer.set("general.alignment", GGUFValue(UInt32(8))) },
            #expect(throws: EngineError.self) {
                try writer.set(String(repeating: "k", count: 2000), GGUFValue(true))
            },
            #expect(throws: EngineError.self) {
                try writer.add([1, 2, 3, 4], format: .f32, sizes: [2], named: "short")
            },
            #expect(throws: EngineError.self) {
                try writer.add([1, 2, 3, 4], format: .f32, sizes: [], named: "none")
            },
            #expect(throws: EngineError.self) {
                try writer.add([], format: .f32, sizes: [0], named: "empty")
            },
            #expect(throws: EngineError.self) {
                try writer.add([], format: .f32, sizes: [1 << 40, 1 << 40], named: "huge")
            },
            #expect(throws: EngineError.self) {
                try writer.add(
                    [UInt8](repeating: 0, count: 18), format: .q4_0, sizes: [16, 2], named: "split")
            },
            #expect(throws: EngineError.self) {
                try writer.add(Matrix(rows: 1, columns: 1), named: "twice")
                try writer.add(Matrix(rows: 1, columns: 1), named: "twice")
            },
        ]
        for error in errors {
            #expect(error?.category == .invalidInput && error?.message.hasSuffix(".") == true)
        }
    }

    @Test func `leaves the old file when it cannot write`() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: EngineError.self) { try sample().write(to: "/nowhere/x.gguf") }
        #expect(error?.category == .unavailable)
        let path = try folder.write("old", to: "kept.gguf")
        // A folder in the way of the staging file keeps the writer from starting.
        _ = try folder.write("", to: "kept.gguf.partial/x")
        #expect(throws: EngineError.self) { try sample().write(to: path) }
        #expect(try MappedFile(path: path).text(at: 0, count: 3) == "old")
    }
}
