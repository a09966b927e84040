import Core
import Testing

@testable import Tensor

/// What adapters add to batches, against the plain products.
@Suite struct LowRankTests {
    /// Sums in 32 bits, relative to the largest result.
    static let tolerance: Float = 5e-6
    /// Two factors of 8 bits with a scale for each 32.
    static let roundedTolerance: Float = 1e-2

    /// Changes of several adapters of different ranks: shared rows, rows of their own, rows without any.
    private func changes(inputs: Int, outputs: [Int], isFrozen: Bool) -> [LowRankChange] {
        let places: [(rows: Range<Int>, rank: Int)] = [(0..<2, 16), (2..<3, 5), (2..<3, 33), (4..<9, 1)]
        return outputs.enumerated().flatMap { output, columns in
            places.enumerated().map { index, place in
                let a = Reference.matrix(place.rank, inputs, seed: UInt64(10 * index + output + 1))
                let b = Reference.matrix(columns, place.rank, seed: UInt64(10 * index + output + 5))
                return LowRankChange(
                    rows: place.rows, output: output, a: a, b: b,
                    weights: isFrozen ? LowRankWeights(a: a, b: b) : nil, scale: 0.5 - Float(index))
            }
        }
    }

    /// Layers in 32-bit floats, which every path computes exactly.
    private func layers(inputs: Int, _ outputs: [Int]) throws -> [WeightMatrix] {
        try outputs.enumerated().map {
            try WeightMatrix(Reference.matrix($1, inputs, seed: UInt64($0 + 90)))
        }
    }

    private func base(_ device: CPUDevice, _ x: Matrix, _ weights: [WeightMatrix], _ path: LinearPath)
        -> [Matrix]
    {
        let ys = weights.map { Matrix(rows: x.rows, columns: $0.rows) }
        device.linear(x, weights, into: ys, path: path)
        return ys
    }

    private func expected(_ x: Matrix, _ changes: [LowRankChange], _ ys: [Matrix]) {
        for change in changes {
            let rank = change.a.rows
            for row in change.rows {
                for output in 0..<change.b.rows {
                    var sum = 0.0
                    for r in 0..<rank {
                        let low = (0..<x.columns).reduce(0.0) {
                            $0 + Double(x[row, $1]) * Double(change.a[r, $1])
                        }
                        sum += low * Double(change.b[output, r])
                    }
                    ys[change.output][row, output] += change.scale * Float(sum)
                }
            }
        }
    }

    @Test(arguments: DeviceCase.all, [LinearPath.decoding, .prefill])
    func `adds each adapter to its rows`(_ device: DeviceCase, _ path: LinearPath) throws {
        let x = Reference.matrix(9, 96, seed: 3)
        for (outputs, numerics, isFrozen) in [
            ([64, 33], Numerics.exact, true), ([64, 33], .fast, false), ([64, 160], .fast, true),
        ] {
            let device = CPUDevice(threads: device.threads, instructions: device.level, numerics: numerics)
            let changes = changes(inputs: 96, outputs: outputs, isFrozen: isFrozen)
            let weights = try layers(inputs: 96, outputs)
            let ys = outputs.map { Matrix(rows: 9, columns: $0) }
            device.linear(x, weights, adding: LowRankChanges(changes), into: ys, path: path)
            let plain = base(device, x, weights, path)
            expected(x, changes, plain)
            let isRounded = numerics == .fast && isFrozen
            for (y, reference) in zip(ys, plain) {
                let difference = Reference.difference(y, reference)
                #expect(difference < (isRounded ? Self.roundedTolerance : Self.tolerance), "\(numerics)")
                #expect(y.row(3) == reference.row(3), "A row without adapters stays as it is.")
            }
        }
    }

    @Test(arguments: DeviceCase.all, [Numerics.exact, .fast])
    func `gives a row the same bytes in any company`(_ device: DeviceCase, _ numerics: Numerics) throws {
        let device = CPUDevice(threads: device.threads, instructions: device.level, numerics: numerics)
        let x = Reference.matrix(9, 96, seed: 3)
        let changes = changes(inputs: 96, outputs: [64], isFrozen: true)
        let weights = try layers(inputs: 96, [64])
        let together = Matrix(rows: 9, columns: 64)
        device.linear(x, weights, adding: LowRankChanges(changes), into: [together], path: .decoding)
        for row in 0..<9 {
            let y = Matrix(rows: 1, columns: 64)
            let own = changes.filter { $0.rows.contains(row) }.map {
                LowRankChange(
                    rows: 0..<1, output: 0, a: $0.a, b: $0.b, weights: $0.weights, scale: $0.scale)
            }
            device.linear(
                x.view(row..<row + 1), weights, adding: LowRankChanges(own), into: [y], path: .decoding)
            #expect(y.elements == together.row(row))
        }
    }

    @Test func `leaves matrices whose columns are not whole blocks as they are`() {
        #expect(LowRankWeights(a: Matrix(rows: 2, columns: 33), b: Matrix(rows: 64, columns: 2)) == nil)
        #expect(LowRankWeights(a: Matrix(rows: 2, columns: 32), b: Matrix(rows: 63, columns: 2)) == nil)
        let bad = Matrix(rows: 2, columns: 32)
        bad[1, 1] = .infinity
        #expect(LowRankWeights(a: bad, b: Matrix(rows: 64, columns: 2)) == nil)
        #expect(LowRankWeights(a: Matrix(rows: 2, columns: 32), b: Matrix(rows: 64, columns: 2)) != nil)
    }
}
