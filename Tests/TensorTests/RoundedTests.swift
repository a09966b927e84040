import Testing

@testable import Core
@testable import Tensor

/// What ``Numerics/fast`` promises beside the products that ``PackedProductTests`` covers: few tokens, numbers that are
/// none, weights in 32-bit floats, and the same bytes on any number of threads.
@Suite struct RoundedTests {
    /// Activations keep 15 bits of the largest of their block.
    static let integerTolerance: Float = 1e-4

    private func device(_ level: InstructionLevel, threads: Int = 3) -> CPUDevice {
        CPUDevice(threads: threads, instructions: level, numerics: .fast, roundsProducts: true)
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
}
