import Testing

@testable import Tensor

@Suite struct LinearTests {
    /// 32-bit sums of up to 1,000 products against double precision, relative to the largest result.
    static let tolerance: Float = 2e-5

    /// Tokens on both sides of the switch from fused products to expansion, odd and even.
    static let tokenCounts = [1, 2, 3, 4, 5, 17]

    @Test(arguments: WeightFormat.allCases, DeviceCase.all)
    func `multiplies by weights of every format`(_ format: WeightFormat, _ device: DeviceCase) throws {
        let inputs = format.blockWeights == 256 ? 512 : 96
        let weight = try WeightBytes.random(format, rows: 37, columns: inputs, seed: 5)
        let expanded = try WeightBytes.expand(weight)
        for tokens in Self.tokenCounts {
            let x = Reference.matrix(tokens, inputs, seed: UInt64(tokens))
            let y = Matrix(rows: tokens, columns: 37)
            device.device.linear(x, weight, into: y)
            let expected = Reference.product(x, false, expanded, true)
            #expect(Reference.difference(y, expected) < Self.tolerance, "\(tokens) tokens")
        }
    }

    @Test(arguments: [1, 3, 31, 32, 33, 65], DeviceCase.all)
    func `multiplies plain rows of any length`(_ inputs: Int, _ device: DeviceCase) throws {
        for format in [WeightFormat.f32, .f16, .bf16] {
            let difference = try Reference.linearDifference(
                device.device, format, tokens: 2, inputs: inputs, outputs: 6)
            #expect(difference < Self.tolerance)
        }
    }

    @Test(arguments: DeviceCase.all)
    func `applies several layers to one input as if one by one`(_ device: DeviceCase) throws {
        let device = device.device
        let weights = try [40, 8, 130].map {
            try WeightBytes.random(.q4_1, rows: $0, columns: 256, seed: UInt64($0))
        }
        for tokens in [1, 9] {
            let x = Reference.matrix(tokens, 256, seed: 2)
            let together = weights.map { Matrix(rows: tokens, columns: $0.rows) }
            device.linear(x, weights, into: together)
            for (weight, y) in zip(weights, together) {
                let alone = Matrix(rows: tokens, columns: weight.rows)
                device.linear(x, weight, into: alone)
                #expect(Reference.difference(y, alone) < 1e-6)
            }
        }
    }

    @Test(arguments: [WeightFormat.f32, .q4_1, .q6_K], DeviceCase.all)
    func `gives the input's gradient`(_ format: WeightFormat, _ device: DeviceCase) throws {
        // Wide enough that the weights are expanded in more than one tile.
        let weight = try WeightBytes.random(format, rows: 1100, columns: 256, seed: 11)
        let expanded = try WeightBytes.expand(weight)
        let dy = Reference.matrix(7, 1100, seed: 12)
        let expected = Reference.product(dy, false, expanded, false)
        let dx = Reference.matrix(7, 256, seed: 13)
        let start = Matrix(rows: 7, columns: 256, dx.elements)
        device.device.linearInputGradient(dy, weight, into: dx, accumulate: false)
        #expect(Reference.difference(dx, expected) < Self.tolerance)

        dx.elements = start.elements
        device.device.linearInputGradient(dy, weight, into: dx, accumulate: true)
        expected.elements = zip(expected.elements, start.elements).map { $0 + $1 }
        #expect(Reference.difference(dx, expected) < Self.tolerance)
    }

    @Test func `uses floats that lie at an odd place of a file`() throws {
        let matrix = Reference.matrix(4, 8, seed: 1)
        var bytes: [UInt8] = [0]
        for element in matrix.elements {
            for byte in 0..<4 {
                bytes.append(UInt8(truncatingIfNeeded: element.bitPattern >> (8 * UInt32(byte))))
            }
        }
        let weight = try WeightMatrix(
            format: .f32, rows: 4, columns: 8, file: MappedFile(copying: bytes), offset: 1)
        for tokens in [1, 6] {
            let x = Reference.matrix(tokens, 8, seed: 2)
            let y = Matrix(rows: tokens, columns: 4)
            let device = CPUDevice(threads: 2)
            device.linear(x, weight, into: y)
            #expect(Reference.difference(y, Reference.product(x, false, matrix, true)) < Self.tolerance)
            let dx = Matrix(rows: tokens, columns: 8)
            device.linearInputGradient(y, weight, into: dx, accumulate: false)
            #expect(Reference.difference(dx, Reference.product(y, false, matrix, false)) < Self.tolerance)
        }
    }

    @Test(arguments: [(5, 7, 3), (64, 16, 200), (16, 300, 64), (1, 16, 576)], DeviceCase.all)
    func `multiplies matrices with any transposes`(_ shape: (Int, Int, Int), _ device: DeviceCase) {
        let (m, n, k) = shape
        for transposeA in [false, true] {
            for transposeB in [false, true] {
                let a = transposeA ? Reference.matrix(k, m, seed: 1) : Reference.matrix(m, k, seed: 1)
                let b = transposeB ? Reference.matrix(n, k, seed: 2) : Reference.matrix(k, n, seed: 2)
                let c = Reference.matrix(m, n, seed: 3)
                let product = Reference.product(a, transposeA, b, transposeB)
                let expected = Matrix(rows: m, columns: n)
                expected.elements = zip(product.elements, c.elements).map { 0.5 * $0 - 2 * $1 }
                device.device.gemm(
                    a, transposeA: transposeA, b, transposeB: transposeB, alpha: 0.5, beta: -2, into: c)
                #expect(Reference.difference(c, expected) < Self.tolerance)
            }
        }
    }

    @Test func `gives the same bytes every time with the same threads`() throws {
        let weight = try WeightBytes.random(.q4_K, rows: 1030, columns: 512, seed: 1)
        for tokens in [1, 64] {
            let x = Reference.matrix(tokens, 512, seed: 2)
            let results = (0..<5).map { _ in
                let y = Matrix(rows: tokens, columns: 1030)
                let dx = Matrix(rows: tokens, columns: 512)
                let device = CPUDevice(threads: 2)
                device.linear(x, weight, into: y)
                device.linearInputGradient(y, weight, into: dx, accumulate: false)
                return y.elements + dx.elements
            }
            #expect(results.allSatisfy { $0 == results[0] })
        }
    }
}
