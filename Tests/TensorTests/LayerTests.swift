import Testing

@testable import Tensor

@Suite struct LayerTests {
    /// One row's sums in 32 bits, relative to the largest element.
    static let tolerance: Float = 2e-6
    /// Central differences with a step of 0.01 carry the third derivative and the rounding of 32-bit results.
    static let slopeTolerance: Float = 3e-3

    static let shapes = [(1, 1), (3, 7), (4, 64), (33, 576), (70, 513)]

    @Test(arguments: shapes, DeviceCase.all)
    func `normalises rows`(_ shape: (Int, Int), _ device: DeviceCase) {
        let x = Reference.matrix(shape.0, shape.1, seed: 1)
        let gain = Reference.matrix(1, shape.1, seed: 2)
        let expected = Matrix(rows: shape.0, columns: shape.1)
        for row in 0..<x.rows {
            let squares = (0..<x.columns).reduce(0.0) { $0 + Double(x[row, $1]) * Double(x[row, $1]) }
            let scale = 1 / (squares / Double(x.columns) + 1e-5).squareRoot()
            for column in 0..<x.columns {
                expected[row, column] = Float(Double(x[row, column]) * scale * Double(gain[0, column]))
            }
        }
        let y = Matrix(rows: shape.0, columns: shape.1)
        device.device.rmsNorm(x, gain: gain, epsilon: 1e-5, into: y)
        #expect(Reference.difference(y, expected) < Self.tolerance)
        device.device.rmsNorm(x, gain: gain, epsilon: 1e-5, into: x)
        #expect(x.elements == y.elements)
    }

    @Test(arguments: DeviceCase.all)
    func `gives the norm's gradient`(_ device: DeviceCase) {
        let device = device.device
        let x = Reference.matrix(3, 9, seed: 3)
        let gain = Reference.matrix(1, 9, seed: 4)
        let dy = Reference.matrix(3, 9, seed: 5)
        let y = Matrix(rows: 3, columns: 9)
        let slopes = Reference.slopes(x) {
            device.rmsNorm(x, gain: gain, epsilon: 1e-5, into: y)
            return Reference.dot(y, dy)
        }
        let dx = Matrix(rows: 3, columns: 9)
        device.rmsNormGradient(x, gain: gain, epsilon: 1e-5, dy: dy, into: dx, accumulate: false)
        #expect(Reference.difference(dx, slopes) < Self.slopeTolerance)
        let sum = Matrix(rows: 3, columns: 9, dx.elements)
        device.rmsNormGradient(x, gain: gain, epsilon: 1e-5, dy: dy, into: sum, accumulate: true)
        #expect(zip(sum.elements, dx.elements).allSatisfy { abs($0 - 2 * $1) < 1e-5 })
        let inPlace = Matrix(rows: 3, columns: 9, dy.elements)
        device.rmsNormGradient(x, gain: gain, epsilon: 1e-5, dy: inPlace, into: inPlace, accumulate: false)
        #expect(inPlace.elements == dx.elements)
    }

    @Test(arguments: [RotaryTable.Layout.interleaved, .halves], DeviceCase.all)
    func `turns pairs and turns them back`(_ layout: RotaryTable.Layout, _ device: DeviceCase) {
        let frequencies: [Float] = [1, 0.1, 0.01]
        let positions = [0, 1, 5, 100, 8191]
        let table = RotaryTable(positions: positions, frequencies: frequencies, layout: layout)
        let x = Reference.matrix(5, 12, seed: 6)
        let start = x.elements
        device.device.rotary(x, heads: 2, table: table, inverse: false)
        for (row, position) in positions.enumerated() {
            for head in 0..<2 {
                for pair in 0..<3 {
                    let first = head * 6 + (layout == .interleaved ? 2 * pair : pair)
                    let second = layout == .interleaved ? first + 1 : first + 3
                    let angle = Double(Float(position) * frequencies[pair])
                    let (a, b) = (Double(start[row * 12 + first]), Double(start[row * 12 + second]))
                    let (cosine, sine) = circle(angle)
                    #expect(abs(Double(x[row, first]) - (a * cosine - b * sine)) < 1e-6)
                    #expect(abs(Double(x[row, second]) - (a * sine + b * cosine)) < 1e-6)
                }
            }
        }
        device.device.rotary(x, heads: 2, table: table, inverse: true)
        #expect(zip(x.elements, start).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `gates`(_ shape: (Int, Int), _ device: DeviceCase) {
        let gate = Reference.matrix(shape.0, shape.1, seed: 7)
        gate.elements = gate.elements.map { $0 * 30 }
        gate[0, 0] = -200
        let up = Reference.matrix(shape.0, shape.1, seed: 8)
        let y = Matrix(rows: shape.0, columns: shape.1)
        device.device.siluMultiply(gate, up, into: y)
        let expected = Matrix(rows: shape.0, columns: shape.1)
        expected.elements = zip(gate.elements, up.elements).map {
            Float(Double($0) / (1 + exponential(-Double($0))) * Double($1))
        }
        #expect(Reference.difference(y, expected) < Self.tolerance)
    }

    @Test(arguments: DeviceCase.all)
    func `gives the gate's gradients`(_ device: DeviceCase) {
        let device = device.device
        let gate = Reference.matrix(2, 9, seed: 9)
        let up = Reference.matrix(2, 9, seed: 10)
        let dy = Reference.matrix(2, 9, seed: 11)
        let y = Matrix(rows: 2, columns: 9)
        let loss = {
            device.siluMultiply(gate, up, into: y)
            return Reference.dot(y, dy)
        }
        let gateSlopes = Reference.slopes(gate, loss)
        let upSlopes = Reference.slopes(up, loss)
        let dGate = Matrix(rows: 2, columns: 9)
        let dUp = Matrix(rows: 2, columns: 9)
        device.siluMultiplyGradient(gate, up, dy: dy, dGate: dGate, dUp: dUp)
        #expect(Reference.difference(dGate, gateSlopes) < Self.slopeTolerance)
        #expect(Reference.difference(dUp, upSlopes) < Self.slopeTolerance)
        device.siluMultiplyGradient(gate, up, dy: dy, dGate: gate, dUp: up)
        #expect(gate.elements == dGate.elements && up.elements == dUp.elements)
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `adds and measures`(_ shape: (Int, Int), _ device: DeviceCase) {
        let x = Reference.matrix(shape.0, shape.1, seed: 12)
        let y = Reference.matrix(shape.0, shape.1, seed: 13)
        let expected = zip(x.elements, y.elements).map { $1 - 3 * $0 }
        device.device.axpy(-3, x, into: y)
        #expect(zip(y.elements, expected).allSatisfy { abs($0 - $1) < 1e-6 })
        let sum = Matrix(rows: shape.0, columns: shape.1)
        device.device.add(x, y, into: sum)
        #expect(sum.elements == zip(x.elements, y.elements).map { $0 + $1 })
        device.device.add(x, y, into: y)
        #expect(sum.elements == y.elements)
        let squares = x.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(abs(device.device.sumOfSquares(x) - squares) < 1e-9 * squares + 1e-12)
    }
}
