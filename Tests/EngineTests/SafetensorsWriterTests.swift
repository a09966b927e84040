import Core
import Tensor
import TestSupport
import Testing

@testable import Engine

@Suite struct SafetensorsWriterTests {
    private func sample() throws -> SafetensorsWriter {
        var writer = SafetensorsWriter(metadata: ["format": "pt", "note": "né \"1\""])
        writer.add(Matrix(rows: 2, columns: 3, [1, -2, 3.5, .infinity, -0, 1e-30]), named: "matrix")
        writer.add([Float(0.25)], named: "list")
        let halves = [Float16(1.5), -2].flatMap { $0.bitPattern.fileBytes }
        try writer.add(
            WeightMatrix(format: .f16, rows: 1, columns: 2, bytes: halves), named: "half", shape: [2])
        try writer.add(
            WeightMatrix(format: .bf16, rows: 1, columns: 2, bytes: [0x40, 0x40, 0x80, 0x3f]), named: "bfloat"
        )
        writer.add([Int32.min, 0, 5], named: "small")
        writer.add([Int64.max, -1], named: "large", shape: [2, 1])
        writer.add([Float](), named: "empty")
        return writer
    }

    /// `scripts/fixtures/engine_written.py --check` has read this very file with the safetensors package.
    @Test func `writes the file that the package of the format reads`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/written.safetensors"
        try sample().write(to: path)
        let written = try MappedFile(path: path)
        let expected = try MappedFile(path: Fixture.path("written.safetensors"))
        #expect(
            try written.bytes(at: 0, count: written.byteCount)
                == expected.bytes(at: 0, count: expected.byteCount))
    }

    @Test func `gives back weights in their own format`() throws {
        let file = try SafetensorsFile(path: Fixture.path("written.safetensors"))
        let half = try #require(try file.weight(named: "half"))
        #expect(half.format == .f16 && half.rows == 1 && half.expanded().elements == [1.5, -2])
        let bfloat = try #require(try file.weight(named: "bfloat"))
        #expect(bfloat.format == .bf16 && bfloat.expanded().elements == [3, 1])
        let none = try file.weight(named: "none")
        #expect(none?.rows == nil)
        #expect(throws: EngineError.self) { try file.weight(named: "empty") }
        let error = #expect(throws: EngineError.self) { try file.weight(named: "small") }
        #expect(error?.message.contains("I32") == true)
    }

    @Test func `refuses formats that the file cannot hold`() throws {
        var writer = SafetensorsWriter()
        let blocks = try WeightMatrix(format: .q4_0, rows: 1, columns: 32, bytes: Array(0..<18))
        let error = #expect(throws: EngineError.self) { try writer.add(blocks, named: "x") }
        #expect(error?.message.contains("Q4_0") == true)
    }
}
