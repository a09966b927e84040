import Testing

@testable import Core
@testable import Tensor

/// Linear layers on the path of decoding: right at every number of rows, and each row independent of the others.
@Suite struct FewRowsTests {
    /// 32-bit sums of up to 1,000 products against double precision, relative to the largest of all results.
    static let sumTolerance: Float = 2e-5
    /// Activations keep 15 bits of the largest of their block.
    static let integerTolerance: Float = 1e-4
    /// One row, kernels' groups of rows, their parts, and more than the kernels take at once.
    static let rowCounts = [1, 2, 3, 5, 8, 16, 17, 33]

    private static func columns(_ format: WeightFormat) -> Int { format.blockWeights == 256 ? 512 : 96 }

    private static func matrix(_ rows: Int, _ columns: Int) -> Matrix {
        let x = Reference.matrix(rows, columns, seed: UInt64(rows))
        // One activation far above its block, and a block of zeros.
        x[rows - 1, 77] = 25
        for column in 32..<64 { x[0, column] = 0 }
        return x
    }

    @Test(arguments: WeightFormat.allCases, InstructionLevel.available)
    func `multiplies any few rows by weights of every format`(
        _ format: WeightFormat, _ level: InstructionLevel
    ) throws {
        let weight = try WeightBytes.random(format, rows: 37, columns: Self.columns(format), seed: 5)
        let x = Self.matrix(33, weight.columns)
        let expected = Reference.product(x, false, try WeightBytes.expand(weight), true)
        let largest = expected.elements.map(abs).max() ?? 0
        for numerics in Numerics.allCases {
            let device = CPUDevice(threads: 2, instructions: level, numerics: numerics)
            let tolerance = numerics == .fast ? Self.integerTolerance : Self.sumTolerance
            for outputs in [1, 15, 16, 37] {
                let part = try WeightMatrix(
                    format: format, rows: outputs, columns: weight.columns, file: weight.file,
                    offset: weight.offset)
                for rows in Self.rowCounts {
                    let y = Matrix(rows: rows, columns: outputs)
                    let some = Matrix(viewing: x, rows: rows, columns: x.columns)
                    device.linear(some, part, into: y, path: .decoding)
                    let differences = (0..<rows * outputs).map {
                        abs(y[$0 / outputs, $0 % outputs] - expected[$0 / outputs, $0 % outputs])
                    }
                    #expect(
                        (differences.max() ?? 0) < tolerance * largest, "\(numerics), \(outputs) x \(rows)")
                }
            }
        }
    }

    @Test(arguments: WeightFormat.allCases, InstructionLevel.available)
    func `gives a row the same bytes alone and among others`(
        _ format: WeightFormat, _ level: InstructionLevel
    ) throws {
        for numerics in Numerics.allCases {
            let alone = CPUDevice(threads: 1, instructions: level, numerics: numerics)
            let together = CPUDevice(threads: 3, instructions: level, numerics: numerics)
            // Wide enough that threads share the outputs.
            let weight = try WeightBytes.random(format, rows: 531, columns: Self.columns(format), seed: 9)
            let most = 33
            let x = Self.matrix(most, weight.columns)
            let rows = (0..<most).map { row in
                let y = Matrix(rows: 1, columns: weight.rows)
                let own = Matrix(viewing: x, from: row * x.columns, rows: 1, columns: x.columns)
                alone.linear(own, weight, into: y, path: .decoding)
                return y.elements
            }
            for count in Self.rowCounts {
                for first in [0, most - count] {
                    let y = Matrix(rows: count, columns: weight.rows)
                    let some = Matrix(viewing: x, from: first * x.columns, rows: count, columns: x.columns)
                    together.linear(some, weight, into: y, path: .decoding)
                    #expect(
                        y.elements == Array(rows[first..<first + count].joined()), "\(numerics), \(count)")
                }
            }
        }
    }

    @Test(arguments: Numerics.allCases)
    func `computes one row as many when the caller asks for it`(_ numerics: Numerics) throws {
        let device = CPUDevice(threads: 2, numerics: numerics)
        let weight = try WeightBytes.random(.q4_1, rows: 64, columns: 96, seed: 5)
        let x = Self.matrix(20, 96)
        let many = Matrix(rows: 20, columns: 64)
        device.linear(x, weight, into: many, path: .byCount)
        let one = Matrix(rows: 1, columns: 64)
        device.linear(
            Matrix(viewing: x, rows: 1, columns: 96), weight, into: one, path: .prefill)
        #expect(Reference.difference(one, Matrix(viewing: many, rows: 1, columns: 64)) < Self.sumTolerance)
    }
}
