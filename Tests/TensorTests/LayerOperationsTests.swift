import Testing

@testable import Tensor

/// The operations that only some families need, against plain loops and finite differences.
@Suite struct LayerOperationsTests {
    /// One row's sums in 32 bits, relative to the largest element.
    static let tolerance: Float = 2e-6
    /// Central differences with a step of 0.01 carry the third derivative and the rounding of 32-bit results.
    static let slopeTolerance: Float = 3e-3

    static let shapes = [(1, 2), (3, 7), (4, 64), (33, 576), (70, 513)]

    private static func expected(_ function: ActivationFunction, _ x: Double) -> Double {
        switch function {
        case .silu: x / (1 + exponential(-x))
        case .geluTanh: 0.5 * x * (1 + tangent(0.797_884_560_802_865_4 * (x + 0.044715 * x * x * x)))
        case .gelu: x * normal(x)
        }
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `normalises rows by their deviation`(_ shape: (Int, Int), _ device: DeviceCase) {
        let x = Reference.matrix(shape.0, shape.1, seed: 1)
        // A mean that is large beside the deviation.
        x.elements = x.elements.map { $0 + 20 }
        let gain = Reference.matrix(1, shape.1, seed: 2)
        let bias = Reference.matrix(1, shape.1, seed: 3)
        for bias in [bias, nil] {
            let expected = Matrix(rows: shape.0, columns: shape.1)
            for row in 0..<x.rows {
                let values = x.row(row).map { Double($0) }
                let mean = values.reduce(0, +) / Double(values.count)
                let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
                for column in 0..<x.columns {
                    let normed = (values[column] - mean) / (variance + 1e-5).squareRoot()
                    expected[row, column] = Float(
                        normed * Double(gain[0, column]) + Double(bias.map { $0[0, column] } ?? 0))
                }
            }
            let y = Matrix(rows: shape.0, columns: shape.1)
            device.device.layerNorm(x, gain: gain, bias: bias, epsilon: 1e-5, into: y)
            // The mean is rounded at the size of the elements, which is 20 times that of their deviation.
            #expect(Reference.difference(y, expected) < 20 * Self.tolerance)
            let inPlace = Matrix(rows: shape.0, columns: shape.1, x.elements)
            device.device.layerNorm(inPlace, gain: gain, bias: bias, epsilon: 1e-5, into: inPlace)
            #expect(inPlace.elements == y.elements)
        }
    }

    @Test(arguments: DeviceCase.all)
    func `gives the gradient of that norm`(_ device: DeviceCase) {
        let device = device.device
        let x = Reference.matrix(3, 9, seed: 3)
        let gain = Reference.matrix(1, 9, seed: 4)
        let dy = Reference.matrix(3, 9, seed: 5)
        let y = Matrix(rows: 3, columns: 9)
        let slopes = Reference.slopes(x) {
            device.layerNorm(x, gain: gain, bias: nil, epsilon: 1e-5, into: y)
            return Reference.dot(y, dy)
        }
        let dx = Matrix(rows: 3, columns: 9)
        device.layerNormGradient(x, gain: gain, epsilon: 1e-5, dy: dy, into: dx, accumulate: false)
        #expect(Reference.difference(dx, slopes) < Self.slopeTolerance)
        let sum = Matrix(rows: 3, columns: 9, dx.elements)
        device.layerNormGradient(x, gain: gain, epsilon: 1e-5, dy: dy, into: sum, accumulate: true)
        #expect(zip(sum.elements, dx.elements).allSatisfy { abs($0 - 2 * $1) < 1e-5 })
        let inPlace = Matrix(rows: 3, columns: 9, dy.elements)
        device.layerNormGradient(x, gain: gain, epsilon: 1e-5, dy: inPlace, into: inPlace, accumulate: false)
        #expect(inPlace.elements == dx.elements)
    }

    @Test(arguments: ActivationFunction.allCases, DeviceCase.all)
    func `activates, gated and plain`(_ function: ActivationFunction, _ device: DeviceCase) {
        for shape in Self.shapes {
            let gate = Reference.matrix(shape.0, shape.1, seed: 7)
            gate.elements = gate.elements.map { $0 * 12 }
            gate[0, 0] = -200
            gate[0, 1] = 200
            let up = Reference.matrix(shape.0, shape.1, seed: 8)
            let values = gate.elements.map { Self.expected(function, Double($0)) }
            let y = Matrix(rows: shape.0, columns: shape.1)
            device.device.activate(function, gate, up, into: y)
            let gated = Matrix(rows: shape.0, columns: shape.1)
            gated.elements = zip(values, up.elements).map { Float($0 * Double($1)) }
            #expect(Reference.difference(y, gated) < Self.tolerance)
            device.device.activate(function, gate, nil, into: gate)
            for (own, value) in zip(gate.elements, values) {
                #expect(Double(abs(own - Float(value))) < Double(Self.tolerance) * max(1, abs(value)))
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases, DeviceCase.all)
    func `gives the activations' gradients`(_ function: ActivationFunction, _ device: DeviceCase) {
        let device = device.device
        let gate = Reference.matrix(2, 9, seed: 9)
        gate.elements = gate.elements.map { $0 * 3 }
        let dy = Reference.matrix(2, 9, seed: 11)
        let y = Matrix(rows: 2, columns: 9)
        for up in [Reference.matrix(2, 9, seed: 10), nil] {
            let loss = {
                device.activate(function, gate, up, into: y)
                return Reference.dot(y, dy)
            }
            let slopes = Reference.slopes(gate, loss)
            let dGate = Matrix(rows: 2, columns: 9)
            let dUp = up.map { _ in Matrix(rows: 2, columns: 9) }
            device.activateGradient(function, gate, up, dy: dy, dGate: dGate, dUp: dUp)
            #expect(Reference.difference(dGate, slopes) < Self.slopeTolerance)
            if let up, let dUp {
                #expect(Reference.difference(dUp, Reference.slopes(up, loss)) < Self.slopeTolerance)
            }
            let inPlace = Matrix(rows: 2, columns: 9, gate.elements)
            device.activateGradient(
                function, inPlace, up, dy: dy, dGate: inPlace,
                dUp: up.map { _ in Matrix(rows: 2, columns: 9) })
            #expect(inPlace.elements == dGate.elements)
        }
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `adds biases and scales`(_ shape: (Int, Int), _ device: DeviceCase) {
        let y = Reference.matrix(shape.0, shape.1, seed: 12)
        let start = y.elements
        let bias = Reference.matrix(1, shape.1, seed: 13)
        device.device.addBias(bias, into: y)
        #expect(y.elements == start.indices.map { start[$0] + bias[0, $0 % shape.1] })
        let sum = y.elements
        device.device.scale(y, by: 1.5)
        #expect(y.elements == sum.map { $0 * 1.5 })
    }

    @Test(arguments: [Float(0.5), 3, 50], DeviceCase.all)
    func `caps, and gives the cap's gradient`(_ cap: Float, _ device: DeviceCase) {
        let device = device.device
        let x = Reference.matrix(9, 65, seed: 14)
        x.elements = x.elements.enumerated().map { $1 * Float($0 % 7) * 30 }
        let y = Matrix(rows: 9, columns: 65, x.elements)
        device.softCap(y, cap: cap)
        let expected = Matrix(rows: 9, columns: 65)
        expected.elements = x.elements.map { Float(Double(cap) * tangent(Double($0) / Double(cap))) }
        #expect(Reference.difference(y, expected) < Self.tolerance)
        #expect(y.elements.allSatisfy { abs($0) <= cap })
        let dy = Reference.matrix(9, 65, seed: 15)
        let slopes = Matrix(rows: 9, columns: 65)
        slopes.elements = zip(x.elements, dy.elements).map { x, dy in
            let t = tangent(Double(x) / Double(cap))
            return Float(Double(dy) * (1 - t * t))
        }
        device.softCapGradient(y, cap: cap, dy: dy)
        #expect(Reference.difference(dy, slopes) < Self.tolerance)
    }

    @Test(arguments: [RotaryTable.Layout.interleaved, .halves], DeviceCase.all)
    func `turns a part of each head and leaves the rest`(_ layout: RotaryTable.Layout, _ device: DeviceCase) {
        let table = RotaryTable(positions: [3, 9], frequencies: [1, 0.1], layout: layout)
        let x = Reference.matrix(2, 14, seed: 6)
        let start = x.elements
        let whole = Matrix(rows: 2, columns: 8)
        for row in 0..<2 {
            for head in 0..<2 {
                for column in 0..<4 { whole[row, head * 4 + column] = x[row, head * 7 + column] }
            }
        }
        device.device.rotary(x, heads: 2, table: table, inverse: false)
        device.device.rotary(whole, heads: 2, table: table, inverse: false)
        for row in 0..<2 {
            for column in 0..<14 {
                let isTurned = column % 7 < 4
                let expected = isTurned ? whole[row, column / 7 * 4 + column % 7] : start[row * 14 + column]
                #expect(x[row, column] == expected)
            }
        }
    }
}
