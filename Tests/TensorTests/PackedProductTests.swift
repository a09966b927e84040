import Testing

@testable import Core
@testable import Tensor

/// The products of packed operands: integers with scales, 32-bit floats, low-rank pairs.
@Suite struct PackedProductTests {
    /// Integers keep 12 bits below the largest of 128 numbers; errors of different signs cancel in a sum.
    static let integerTolerance: Float = 1.5e-3
    /// 32-bit sums of up to 2,101 products, relative to the largest result.
    static let floatTolerance: Float = 2e-5

    /// A device of a test, and how near its products must come.
    struct Case: CustomTestStringConvertible, Sendable {
        let level: InstructionLevel
        let numbers: PackedKernels.Numbers
        var testDescription: String { "\(level.rawValue), \(numbers)" }

        var device: CPUDevice {
            CPUDevice(
                threads: 3, instructions: level, numerics: numbers == .float32 ? .exact : .fast,
                roundsProducts: true)
        }

        var tolerance: Float {
            switch numbers {
            case .int16: integerTolerance
            case .float32: floatTolerance
            }
        }

        static let all = InstructionLevel.available.flatMap { level in
            [PackedKernels.Numbers.int16, .float32].map { Case(level: level, numbers: $0) }
        }
    }

    @Test(arguments: WeightFormat.allCases, Case.all)
    func `multiplies several tokens by weights of any format`(_ format: WeightFormat, _ item: Case) throws {
        let inputs = format.blockWeights == 256 ? 512 : format.blockWeights == 32 ? 96 : 131
        for outputs in [1, 33, 64, 111] {
            let weight = try WeightBytes.random(format, rows: outputs, columns: inputs, seed: 5)
            let expanded = try WeightBytes.expand(weight)
            for tokens in [4, 5, 12, 13, 40] {
                let x = Reference.matrix(tokens, inputs, seed: UInt64(tokens))
                let y = Matrix(rows: tokens, columns: outputs)
                item.device.linear(x, weight, into: y)
                let exact = Reference.product(x, false, expanded, true)
                #expect(Reference.difference(y, exact) < item.tolerance, "\(outputs) x \(tokens)")
            }
        }
    }

    @Test(arguments: WeightFormat.allCases, Case.all)
    func `gives the gradient of the input`(_ format: WeightFormat, _ item: Case) throws {
        // More rows than are packed at once, an odd number of them, and columns that leave a part of a panel.
        let columns = format.blockWeights == 256 ? 512 : format.blockWeights == 32 ? 96 : 71
        let weight = try WeightBytes.random(format, rows: 2101, columns: columns, seed: 11)
        let expanded = try WeightBytes.expand(weight)
        for tokens in [1, 13] {
            let dy = Reference.matrix(tokens, 2101, seed: 12)
            let expected = Reference.product(dy, false, expanded, false)
            let dx = Reference.matrix(tokens, columns, seed: 13)
            let start = dx.elements
            item.device.linearInputGradient(dy, weight, into: dx, accumulate: true)
            dx.elements = zip(dx.elements, start).map { $0 - $1 }
            #expect(Reference.difference(dx, expected) < item.tolerance)
            item.device.linearInputGradient(dy, weight, into: dx, accumulate: false)
            #expect(Reference.difference(dx, expected) < item.tolerance)
        }
    }

    @Test(arguments: [1, 2, 31, 33, 65, 575], Case.all)
    func `multiplies rows of any length`(_ inputs: Int, _ item: Case) throws {
        for format in [WeightFormat.f16, .bf16] {
            let difference = try Reference.linearDifference(
                item.device, format, tokens: 7, inputs: inputs, outputs: 40)
            #expect(difference < item.tolerance)
        }
    }

    @Test(arguments: Case.all)
    func `shows activations that are not numbers`(_ item: Case) throws {
        let weight = try WeightBytes.random(.q8_0, rows: 40, columns: 256, seed: 5)
        for bad in [Float.nan, .infinity] {
            let x = Reference.matrix(6, 256, seed: 1)
            x[2, 200] = bad
            let y = Matrix(rows: 6, columns: 40)
            item.device.linear(x, weight, into: y)
            #expect(y.row(2).allSatisfy { !$0.isFinite })
            #expect(y.row(1).allSatisfy { $0.isFinite })
        }
    }

    @Test(arguments: Case.all)
    func `takes numbers of any size`(_ item: Case) throws {
        let weight = try WeightBytes.random(.f16, rows: 40, columns: 256, seed: 5)
        let expanded = try WeightBytes.expand(weight)
        let x = Reference.matrix(6, 256, seed: 1)
        let factors: [Float] = [0, 1e-20, 1e-3, 1, 1e3, 1e20]
        for row in 0..<6 { for column in 0..<256 { x[row, column] *= factors[row] } }
        let y = Matrix(rows: 6, columns: 40)
        item.device.linear(x, weight, into: y)
        for row in 0..<6 {
            let part = Matrix(
                rows: 1, columns: 256, x.row(row).map { factors[row] == 0 ? 0 : $0 / factors[row] })
            let scaled = Matrix(
                rows: 1, columns: 40, y.row(row).map { factors[row] == 0 ? $0 : $0 / factors[row] })
            #expect(
                Reference.difference(scaled, Reference.product(part, false, expanded, true)) < item.tolerance)
        }
    }

    @Test(arguments: [5, 37, 131], Case.all)
    func `applies low-rank pairs and gives their gradients`(_ tokens: Int, _ item: Case) throws {
        let (inputs, rank, scale) = (96, 5, Float(1.5))
        // The first two parts share an A.
        let outputs = [70, 33, 64]
        let slots = [0, 0, 1]
        let weights = try outputs.map { try WeightBytes.random(.q8_0, rows: $0, columns: inputs, seed: 3) }
        func group(_ seed: UInt64) -> LowRankGroup {
            LowRankGroup(
                stackedA: Reference.matrix(2 * rank, inputs, seed: seed),
                b: outputs.map { Reference.matrix($0, rank, seed: seed + UInt64($0)) }, slots: slots,
                rank: rank)
        }
        let x = Reference.matrix(tokens, inputs, seed: 6)
        let dys = outputs.map { Reference.matrix(tokens, $0, seed: 7 + UInt64($0)) }
        func results(_ device: CPUDevice, plain: Bool) -> [Matrix] {
            let (pairs, gradients) = (group(20), group(30))
            let (low, dLow) = (
                Matrix(rows: tokens, columns: 2 * rank), Matrix(rows: tokens, columns: 2 * rank)
            )
            let ys = outputs.map { Matrix(rows: tokens, columns: $0) }
            let dx = Matrix(rows: tokens, columns: inputs)
            if plain {
                device.plainLinear(x, weights, pairs: pairs, scale: scale, low: low, into: ys)
                device.plainLinearGradient(
                    x, low: low, dys: dys, weights, pairs: pairs, scale: scale, dLow: dLow,
                    gradients: gradients, into: dx)
            } else {
                device.linear(x, weights, pairs: pairs, scale: scale, low: low, into: ys)
                let again = Matrix(rows: tokens, columns: 2 * rank)
                device.lower(x, weights, pairs: pairs, scale: scale, into: again)
                #expect(again.elements == low.elements)
                device.linearGradient(
                    x, low: low, dys: dys, weights, pairs: pairs, scale: scale, dLow: dLow,
                    gradients: gradients, into: dx)
                let alone = group(30)
                device.linearGradient(
                    x, low: low, dys: dys, weights, pairs: pairs, scale: scale, dLow: dLow,
                    gradients: alone, into: nil)
                #expect(alone.stackedA.elements == gradients.stackedA.elements)
            }
            return [low, dLow, dx, gradients.stackedA] + ys + gradients.b
        }
        let plain = results(CPUDevice(threads: 1, instructions: .portable), plain: true)
        for (result, expected) in zip(results(item.device, plain: false), plain) {
            #expect(Reference.difference(result, expected) < item.tolerance)
        }
    }

    @Test(arguments: [1, 31, 128, 131, 300], InstructionLevel.available)
    func `packs integers to the same bytes at every level`(_ inner: Int, _ level: InstructionLevel) throws {
        let (rows, lanes) = (5, 71)
        func packed(_ level: InstructionLevel) -> [[Int16]] {
            let kernels = PackedKernels(numbers: .int16, level: level.kernelLevel)
            func bytes(_ count: Int, _ fill: (UnsafeMutableRawPointer) -> Void) -> [Int16] {
                var room = [Int16](repeating: 0, count: count / 2)
                unsafe room.withUnsafeMutableBytes { unsafe fill($0.baseAddress!) }
                return room
            }
            let x = Reference.matrix(rows, inner, seed: 1)
            x[1, 0] = .infinity
            x[2, inner - 1] = 1e-38
            let (rowWise, across) = (
                Reference.matrix(lanes, inner, seed: 2), Reference.matrix(inner, lanes, seed: 3)
            )
            return [
                bytes(kernels.rowBytes(rows, inner: inner)) { target in
                    unsafe kernels.packRows(x.base, stride: inner, rows: rows, inner: inner, into: target)
                },
                bytes(kernels.panelBytes(inner: inner, lanes: lanes)) { target in
                    unsafe kernels.packPanels(StoredRows(MatrixSlice(rowWise)), across: false, into: target)
                },
                bytes(kernels.panelBytes(inner: inner, lanes: lanes)) { target in
                    unsafe kernels.packPanels(StoredRows(MatrixSlice(across)), across: true, into: target)
                },
            ]
        }
        #expect(packed(level) == packed(.portable))
    }

    @Test func `gives the same bytes whatever the number of threads`() throws {
        let weight = try WeightBytes.random(.q4_1, rows: 300, columns: 256, seed: 1)
        let x = Reference.matrix(50, 256, seed: 2)
        for level in InstructionLevel.available {
            for numbers in [PackedKernels.Numbers.int16, .float32] {
                let results = [1, 2, 3, 5].map { threads in
                    let device = CPUDevice(
                        threads: threads, instructions: level, numerics: numbers == .float32 ? .exact : .fast,
                        roundsProducts: true)
                    let (y, dx) = (Matrix(rows: 50, columns: 300), Matrix(rows: 50, columns: 256))
                    device.linear(x, weight, into: y)
                    device.linearInputGradient(y, weight, into: dx, accumulate: false)
                    return y.elements + dx.elements
                }
                // BLAS, which the plain level uses for floats, cuts its sums as it likes.
                #expect(level == .portable && numbers == .float32 || results.allSatisfy { $0 == results[0] })
            }
        }
    }
}
