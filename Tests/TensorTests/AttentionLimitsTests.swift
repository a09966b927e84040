import Testing

@testable import Tensor

/// Attention with a window, with capped scores, and without direction.
@Suite struct AttentionLimitsTests {
    /// Scores, softmax and sums in 32 bits, relative to the largest result.
    static let tolerance: Float = 5e-6
    /// Central differences with a step of 0.01 carry the third derivative and the rounding of 32-bit results.
    static let slopeTolerance: Float = 3e-3

    static let shapes = [
        AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 3, window: 1),
        AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 32, window: 7),
        AttentionShape(headCount: 3, keyValueHeadCount: 3, dimension: 5, window: 130),
        AttentionShape(headCount: 3, keyValueHeadCount: 1, dimension: 16, window: 1000),
        AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 8, scale: 0.4, softCap: 2),
        AttentionShape(
            headCount: 4, keyValueHeadCount: 2, dimension: 32, scale: 0.3, window: 40, softCap: 1.5),
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
    func `sees a window and caps within packed sequences`(_ shape: AttentionShape, _ device: DeviceCase) {
        let sequences = [0, 150, 150, 151, 290]
        let (q, k, v) = inputs(290, shape)
        let output = Matrix(rows: 290, columns: shape.queryColumns)
        device.device.attention(
            queries: q, keys: k, values: v, shape: shape, sequences: sequences, into: output, logSumExp: nil)
        let expected = Reference.attention(q, k, v, shape, sequences)
        #expect(Reference.difference(output, expected) < Self.tolerance)
    }

    @Test(arguments: [5, 130, 290], DeviceCase.all)
    func `sees whole sequences without direction`(_ second: Int, _ device: DeviceCase) {
        let shape = AttentionShape(headCount: 3, keyValueHeadCount: 3, dimension: 6, isCausal: false)
        let sequences = [0, second, 300]
        let (q, k, v) = inputs(300, shape)
        let output = Matrix(rows: 300, columns: shape.queryColumns)
        device.device.attention(
            queries: q, keys: k, values: v, shape: shape, sequences: sequences, into: output, logSumExp: nil)
        let expected = Reference.attention(q, k, v, shape, sequences)
        #expect(Reference.difference(output, expected) < Self.tolerance)
    }

    @Test(arguments: [
        AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 3, window: 2),
        AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 3, softCap: 0.8),
        AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 3, scale: 0.7, window: 3, softCap: 1.2),
        AttentionShape(headCount: 2, keyValueHeadCount: 2, dimension: 3, isCausal: false),
    ])
    func `gives the gradients`(_ shape: AttentionShape) {
        let device = CPUDevice(threads: 2)
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
        let gradients = [q, k, v].map { Matrix(rows: 11, columns: $0.columns) }
        device.attentionGradient(
            queries: q, keys: k, values: v, output: output, logSumExp: sums, dOutput: dOutput, shape: shape,
            sequences: sequences, dQueries: gradients[0], dKeys: gradients[1], dValues: gradients[2])
        for (gradient, slope) in zip(gradients, slopes) {
            #expect(Reference.difference(gradient, slope) < Self.slopeTolerance)
        }
    }

    @Test func `a window as long as the text changes nothing in the gradient`() {
        let device = CPUDevice(threads: 2)
        let results = [nil, 400].map { window in
            let shape = AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 8, window: window)
            let (q, k, v) = inputs(300, shape)
            let output = Matrix(rows: 300, columns: shape.queryColumns)
            let sums = Matrix(rows: 300, columns: shape.headCount)
            device.attention(
                queries: q, keys: k, values: v, shape: shape, sequences: [0, 300], into: output,
                logSumExp: sums)
            let gradients = [q, k, v].map { Matrix(rows: 300, columns: $0.columns) }
            device.attentionGradient(
                queries: q, keys: k, values: v, output: output, logSumExp: sums,
                dOutput: Reference.matrix(300, shape.queryColumns, seed: 4), shape: shape,
                sequences: [0, 300], dQueries: gradients[0], dKeys: gradients[1], dValues: gradients[2])
            return gradients.map(\.elements)
        }
        #expect(results[0] == results[1])
    }
}
