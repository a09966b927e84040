import Testing

@testable import Tensor

@Suite struct WeightMatrixTests {
    /// Expansion rounds once or twice; a multiply-add may round once less.
    static let expansionTolerance: Float = 1e-6

    @Test(arguments: WeightFormat.allCases, InstructionLevel.available)
    func `expands every format as it is described`(_ format: WeightFormat, _ level: InstructionLevel) throws {
        let weight = try WeightBytes.random(
            format, rows: 5, columns: 2 * max(256, format.blockWeights), seed: 3)
        let expected = try WeightBytes.expand(weight)
        let table = Matrix(rows: 5, columns: weight.columns)
        let device = CPUDevice(threads: 1, instructions: level)
        device.embeddingRows(weight, ids: [4, 0, 3, 1, 2], into: table)
        for (row, id) in [4, 0, 3, 1, 2].enumerated() {
            for column in 0..<weight.columns {
                #expect(abs(table[row, column] - expected[id, column]) <= Self.expansionTolerance)
            }
        }
        #expect(Reference.difference(weight.expanded(), expected) <= Self.expansionTolerance)
    }

    @Test func `expands every half-precision number exactly`() throws {
        let bits = (0...UInt16.max).filter { Float16(bitPattern: $0).isFinite }
        let bytes = bits.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let weight = try WeightMatrix(format: .f16, rows: 1, columns: bits.count, bytes: bytes)
        for level in InstructionLevel.available {
            let table = Matrix(rows: 1, columns: bits.count)
            CPUDevice(threads: 1, instructions: level).embeddingRows(weight, ids: [0], into: table)
            #expect(table.elements == bits.map { Float(Float16(bitPattern: $0)) })
        }
    }

    @Test func `keeps a matrix as it is in 32-bit floats`() throws {
        let matrix = Reference.matrix(3, 7, seed: 1)
        #expect(try WeightMatrix(matrix).expanded().elements == matrix.elements)
    }

    @Test func `refuses shapes that do not fit the format or the bytes`() {
        let file = MappedFile(copying: [UInt8](repeating: 0, count: 40))
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .q4_1, rows: 1, columns: 33, file: file, offset: 0)
        }
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .q4_1, rows: 3, columns: 32, file: file, offset: 0)
        }
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .q4_1, rows: 1, columns: 32, file: file, offset: 21)
        }
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .f32, rows: Int.max / 2, columns: 8, file: file, offset: 0)
        }
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .f32, rows: 0, columns: 8, file: file, offset: 0)
        }
        #expect(throws: TensorError.self) {
            try WeightMatrix(format: .f32, rows: 1, columns: 1, file: file, offset: -4)
        }
    }
}
