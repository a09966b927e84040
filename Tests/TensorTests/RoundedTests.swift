import Testing

@testable import Core
@testable import Tensor

/// The products of ``Numerics/fast``: against loops over rounded numbers, and within bounds of the exact ones.
@Suite struct RoundedTests {
    /// 32-bit sums of up to 2,100 products of rounded numbers, relative to the largest result.
    static let sumTolerance: Float = 2e-5
    /// Both factors keep 8 significant bits; errors of different signs cancel in a sum.
    static let roundingTolerance: Float = 1e-2
    /// Activations keep 15 bits of the largest of their block.
    static let integerTolerance: Float = 1e-4

    /// Every way to compute: plain loops, and vectors where this processor has them.
    static let levels = InstructionLevel.available.filter { $0 != .avx2 }

    private func device(_ level: InstructionLevel, threads: Int = 3) -> CPUDevice {
        CPUDevice(
            threads: threads, instructions: level, numerics: .fast, roundsProducts: true,
            roundedNumbers: .bfloat16)
    }

    @Test(arguments: WeightFormat.allCases.filter { $0 != .f32 }, levels)
    func `multiplies several tokens by rounded weights`(_ format: WeightFormat, _ level: InstructionLevel)
        throws
    {
        let inputs = format.blockWeights == 256 ? 512 : 96
        for outputs in [1, 33, 64, 111] {
            let weight = try WeightBytes.random(format, rows: outputs, columns: inputs, seed: 5)
            let expanded = try WeightBytes.expand(weight)
            for tokens in [4, 5, 12, 13, 40] {
                let x = Reference.matrix(tokens, inputs, seed: UInt64(tokens))
                let y = Matrix(rows: tokens, columns: outputs)
                device(level).linear(x, weight, into: y)
                let rounded = Reference.product(Self.rounded(x), false, Self.rounded(expanded), true)
                #expect(Reference.difference(y, rounded) < Self.sumTolerance, "\(outputs) x \(tokens)")
                let exact = Reference.product(x, false, expanded, true)
                #expect(Reference.difference(y, exact) < Self.roundingTolerance, "\(outputs) x \(tokens)")
            }
        }
    }

    @Test(arguments: WeightFormat.allCases.filter { $0 != .f32 }, levels)
    func `gives the input's gradient from rounded weights`(_ format: WeightFormat, _ level: InstructionLevel)
        throws
    {
        // More rows than are packed at once, an odd number of them, and columns that leave a part of a panel.
        let columns = format.blockWeights == 256 ? 512 : format.blockWeights == 32 ? 96 : 71
        let weight = try WeightBytes.random(format, rows: 2101, columns: columns, seed: 11)
        let expanded = try WeightBytes.expand(weight)
        for tokens in [1, 13] {
            let dy = Reference.matrix(tokens, 2101, seed: 12)
            let expected = Reference.product(Self.rounded(dy), false, Self.rounded(expanded), false)
            let dx = Reference.matrix(tokens, columns, seed: 13)
            let start = dx.elements
            device(level).linearInputGradient(dy, weight, into: dx, accumulate: true)
            dx.elements = zip(dx.elements, start).map { $0 - $1 }
            #expect(Reference.difference(dx, expected) < Self.sumTolerance)
            device(level).linearInputGradient(dy, weight, into: dx, accumulate: false)
            #expect(Reference.difference(dx, expected) < Self.sumTolerance)
        }
    }

    @Test(arguments: [1, 2, 31, 33, 65, 575])
    func `multiplies rows of any length`(_ inputs: Int) throws {
        for level in Self.levels {
            for format in [WeightFormat.f16, .bf16] {
                let weight = try WeightBytes.random(format, rows: 40, columns: inputs, seed: 7)
                let x = Reference.matrix(7, inputs, seed: 8)
                let y = Matrix(rows: 7, columns: 40)
                device(level).linear(x, weight, into: y)
                let expected = Reference.product(
                    Self.rounded(x), false, Self.rounded(try WeightBytes.expand(weight)), true)
                #expect(Reference.difference(y, expected) < Self.sumTolerance)
            }
        }
    }

    @Test(arguments: WeightFormat.allCases, InstructionLevel.available)
    func `multiplies few tokens with activations in integers`(
        _ format: WeightFormat, _ level: InstructionLevel
    ) throws {
        let weight = try WeightBytes.random(format, rows: 37, columns: 512, seed: 5)
        let expanded = try WeightBytes.expand(weight)
        for tokens in 1...3 {
            let x = Reference.matrix(tokens, 512, seed: UInt64(tokens))
            x[0, 77] = 25
            for column in 64..<96 { x[0, column] = 0 }
            let y = Matrix(rows: tokens, columns: 37)
            device(level).linear(x, weight, into: y)
            let expected = Reference.product(x, false, expanded, true)
            #expect(Reference.difference(y, expected) < Self.integerTolerance)
        }
    }

    @Test(arguments: InstructionLevel.available)
    func `shows activations that are not numbers`(_ level: InstructionLevel) throws {
        for format in WeightFormat.allCases {
            let weight = try WeightBytes.random(format, rows: 4, columns: 256, seed: 5)
            for tokens in [1, 6] {
                let x = Reference.matrix(tokens, 256, seed: 1)
                x[0, 40] = .nan
                let y = Matrix(rows: tokens, columns: 4)
                device(level).linear(x, weight, into: y)
                #expect(y.row(0).allSatisfy { $0.isNaN }, "\(format.name), \(tokens) tokens")
            }
        }
    }

    @Test func `leaves weights in 32-bit floats exact`() throws {
        let weight = try WeightBytes.random(.f32, rows: 50, columns: 70, seed: 3)
        for tokens in [1, 9] {
            let x = Reference.matrix(tokens, 70, seed: 4)
            let results = Numerics.allCases.map { numerics in
                let device = CPUDevice(threads: 2, numerics: numerics)
                let (y, dx) = (Matrix(rows: tokens, columns: 50), Matrix(rows: tokens, columns: 70))
                device.linear(x, weight, into: y)
                device.linearInputGradient(y, weight, into: dx, accumulate: false)
                return y.elements + dx.elements
            }
            #expect(results[0] == results[1])
        }
    }

    @Test func `gives the same bytes whatever the number of threads`() throws {
        let weight = try WeightBytes.random(.q4_1, rows: 300, columns: 256, seed: 1)
        let x = Reference.matrix(50, 256, seed: 2)
        let results = [1, 2, 3, 5].map { threads in
            let device = CPUDevice(threads: threads, numerics: .fast)
            guard device.roundsProducts else { return [Float]() }
            let (y, dx) = (Matrix(rows: 50, columns: 300), Matrix(rows: 50, columns: 256))
            device.linear(x, weight, into: y)
            device.linearInputGradient(y, weight, into: dx, accumulate: false)
            return y.elements + dx.elements
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }

    /// Every element rounded to bfloat16, ties to even.
    private static func rounded(_ matrix: Matrix) -> Matrix {
        Matrix(
            rows: matrix.rows, columns: matrix.columns,
            matrix.elements.map {
                let bits = $0.bitPattern
                return Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
            })
    }
}
