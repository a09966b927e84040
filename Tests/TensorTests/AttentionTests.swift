import Testing

@testable import Tensor

@Suite struct AttentionTests {
    /// Scores, softmax and sums in 32 bits, relative to the largest result.
    static let tolerance: Float = 5e-6
    static let slopeTolerance: Float = 3e-3

    static let shapes = [
        AttentionShape(headCount: 1, keyValueHeadCount: 1, dimension: 1),
        AttentionShape(headCount: 3, keyValueHeadCount: 3, dimension: 5),
        AttentionShape(headCount: 9, keyValueHeadCount: 3, dimension: 16),
        AttentionShape(headCount: 8, keyValueHeadCount: 2, dimension: 32),
        AttentionShape(headCount: 5, keyValueHeadCount: 1, dimension: 64),
    ]

    private func inputs(_ tokens: Int, _ shape: AttentionShape) -> (q: Matrix, k: Matrix, v: Matrix) {
        let q = Reference.matrix(tokens, shape.queryColumns, seed: 1)
        q.elements = q.elements.map { $0 * 3 }
        return (
            q, Reference.matrix(tokens, shape.keyValueColumns, seed: 2),
            Reference.matrix(tokens, shape.keyValueColumns, seed: 3)
        )
    }

    @Test(arguments: shapes, DeviceCase.all)
    func `attends within packed sequences and never across`(_ shape: AttentionShape, _ device: DeviceCase) {
        // Longer than one block of queries, and with an empty and a single-token sequence.
        let sequences = [0, 150, 150, 151, 290]
        let (q, k, v) = inputs(290, shape)
        let output = Matrix(rows: 290, columns: shape.queryColumns)
        device.device.attention(
            queries: q, keys: k, values: v, shape: shape, sequences: sequences, into: output, logSumExp: nil)
        let expected = Reference.attention(q, k, v, shape, sequences)
        #expect(Reference.difference(output, expected) < Self.tolerance)
    }

    @Test(arguments: DeviceCase.all)
    func `gives the gradients`(_ device: DeviceCase) {
        let device = device.device
        let shape = AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 3)
        let sequences = [0, 5, 6, 11]
        let (q, k, v) = inputs(11, shape)
        let dOutput = Reference.matrix(11, shape.queryColumns, seed: 4)
        let output = Matrix(rows: 11, columns: shape.queryColumns)
        let sums = Matrix(rows: 11, columns: shape.headCount)
        let loss = {
            device.attention(
                queries: q, keys: k, values: v, shape: shape, sequences: sequences, into: output,
                logSumExp: sums)
            return Reference.dot(output, dOutput)
        }
        let slopes = [q, k, v].map { Reference.slopes($0, loss) }
        _ = loss()
        let (dq, dk, dv) = (
            Matrix(rows: 11, columns: q.columns), Matrix(rows: 11, columns: k.columns),
            Matrix(rows: 11, columns: k.columns)
        )
        device.attentionGradient(
            queries: q, keys: k, values: v, output: output, logSumExp: sums, dOutput: dOutput, shape: shape,
            sequences: sequences, dQueries: dq, dKeys: dk, dValues: dv)
        for (gradient, slope) in zip([dq, dk, dv], slopes) {
            #expect(Reference.difference(gradient, slope) < Self.slopeTolerance)
        }
    }

    @Test(arguments: DeviceCase.all)
    func `gives the same gradients in one block and in several`(_ device: DeviceCase) {
        let device = device.device
        let shape = AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 8)
        let tokens = 300
        let (q, k, v) = inputs(tokens, shape)
        // Only the last token's output counts: its gradient is that of plain softmax over all keys.
        let dOutput = Matrix(rows: tokens, columns: shape.queryColumns)
        for column in 0..<dOutput.columns { dOutput[tokens - 1, column] = Float(column) / 8 - 1 }
        let output = Matrix(rows: tokens, columns: shape.queryColumns)
        let sums = Matrix(rows: tokens, columns: 2)
        device.attention(
            queries: q, keys: k, values: v, shape: shape, sequences: [0, tokens], into: output,
            logSumExp: sums)
        let (dq, dk, dv) = (
            Matrix(rows: tokens, columns: q.columns), Matrix(rows: tokens, columns: k.columns),
            Matrix(rows: tokens, columns: k.columns)
        )
        dk.fill(.nan)
        device.attentionGradient(
            queries: q, keys: k, values: v, output: output, logSumExp: sums, dOutput: dOutput, shape: shape,
            sequences: [0, tokens], dQueries: dq, dKeys: dk, dValues: dv)
        let expected = Matrix(rows: tokens, columns: k.columns)
        for head in 0..<2 {
            for row in 0..<tokens {
                let score = (0..<8).reduce(0.0) {
                    $0 + Double(q[tokens - 1, head * 8 + $1]) * Double(k[row, $1])
                }
                let probability = exponential(Double(shape.scale) * score - Double(sums[tokens - 1, head]))
                for column in 0..<8 {
                    expected[row, column] += Float(probability) * dOutput[tokens - 1, head * 8 + column]
                }
            }
        }
        #expect(Reference.difference(dv, expected) < Self.tolerance)
        #expect(dq.elements.dropLast(q.columns).allSatisfy { $0 == 0 })
        #expect(dk.elements.allSatisfy { $0.isFinite })
    }
}
