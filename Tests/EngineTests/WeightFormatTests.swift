import Engine
import Testing

@testable import Tensor

/// Every format against gguf-py, on random blocks with scales of any sign and size.
@Suite struct WeightFormatTests {
    @Test(arguments: WeightFormat.allCases)
    func `expands blocks to the very floats of gguf-py`(_ format: WeightFormat) throws {
        let file = try GGUFFile(path: Fixture.path("formats.gguf"))
        let weight = try #require(try file.tensor(named: format.name))
        #expect(weight.format == format)
        let expected = try Fixture.tensors("formats.safetensors").matrix(named: format.name)
        // Each weight is rounded once at most, so there is only one right answer. Zeros of both signs are equal.
        #expect(weight.expanded().elements == expected.elements)
        for level in InstructionLevel.available {
            let table = Matrix(rows: 2, columns: 512)
            CPUDevice(threads: 1, instructions: level).embeddingRows(weight, ids: [0, 1], into: table)
            #expect(table.elements == expected.elements)
        }
    }

    @Test(arguments: WeightFormat.allCases.filter(\.canBeMade))
    func `rounds floats to the very blocks of gguf-py`(_ format: WeightFormat) throws {
        let file = try GGUFFile(path: Fixture.path("quantized.gguf"))
        let floats = try #require(try file.tensor(named: "F32"))
        let expected = try #require(try file.tensor(named: format.name))
        let bytes = try floats.rows(0..<floats.rows, as: format)
        #expect(try bytes == expected.file.bytes(at: expected.offset, count: expected.byteCount))
        #expect(try floats.byteCount(as: format) == expected.byteCount)
        #expect(
            try floats.rows(3..<5, as: format) == Array(bytes[3 * expected.rowBytes..<5 * expected.rowBytes]))
    }

    @Test func `says which formats it cannot make and which numbers it cannot round`() throws {
        let sound = try WeightMatrix(Matrix(rows: 1, columns: 48, [Float](repeating: 1, count: 48)))
        for format in [WeightFormat.q4_K, .q8_0] {
            let error = #expect(throws: TensorError.self) { try sound.rows(0..<1, as: format) }
            #expect(error?.message.contains(format.name) == true)
        }
        for number in [Float.nan, .infinity, 65505] {
            let weights = try WeightMatrix(
                Matrix(rows: 1, columns: 32, [Float](repeating: number, count: 32)))
            #expect(throws: TensorError.self) { try weights.rows(0..<1, as: .q8_0) }
        }
    }
}
