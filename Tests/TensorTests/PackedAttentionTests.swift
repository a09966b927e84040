import Testing

@testable import Core
@testable import Tensor

/// Attention in packed numbers and its gradient against plain loops: odd lengths, shared openings,
/// windows, caps and heads that share keys.
@Suite struct PackedAttentionTests {
    /// Scores, softmax and sums in 32 bits, in another order.
    static let exactTolerance: Float = 2e-5

    static let shapes = [
        AttentionShape(headCount: 9, keyValueHeadCount: 3, dimension: 64),
        AttentionShape(headCount: 2, keyValueHeadCount: 2, dimension: 33),
        AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 32, window: 40),
        AttentionShape(headCount: 3, keyValueHeadCount: 1, dimension: 5, window: 1),
        AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 16, scale: 0.3, softCap: 1.5),
        AttentionShape(headCount: 2, keyValueHeadCount: 1, dimension: 16, isCausal: false),
    ]

    /// Alone, packed, and with shared openings.
    static let sequences =
        [1, 2, 31, 33, 65, 200].map { PackedSequences([0, $0]) } + [
            PackedSequences([0, 33, 33, 34, 164, 231]),
            PackedSequences([0, 31, 64, 65, 195], parents: [nil, 0, 0, nil]),
            PackedSequences([0, 97, 130, 260], parents: [nil, 0, 0]),
        ]

    /// The largest difference relative to the largest element, or to the size that gradients have when they do not
    /// vanish: those of a query that sees one key are zero.
    private static func difference(_ one: Matrix, _ other: Matrix) -> Float {
        let largest = max(0.1, other.elements.map(abs).max() ?? 0)
        return (zip(one.elements, other.elements).map { abs($0 - $1) }.max() ?? 0) / largest
    }

    /// Output, sums, and the gradients of queries, keys and values.
    private func results(_ device: CPUDevice, _ shape: AttentionShape, _ sequences: PackedSequences)
        -> [Matrix]
    {
        let tokens = sequences.boundaries.last ?? 0
        let queries = Reference.matrix(tokens, shape.queryColumns, seed: 1)
        let (keys, values) = (
            Reference.matrix(tokens, shape.keyValueColumns, seed: 2),
            Reference.matrix(tokens, shape.keyValueColumns, seed: 3)
        )
        let output = Matrix(rows: tokens, columns: shape.queryColumns)
        let sums = Matrix(rows: tokens, columns: shape.headCount)
        device.attention(
            queries: queries, keys: keys, values: values, shape: shape, sequences: sequences, into: output,
            logSumExp: sums)
        let gradients = [queries, keys, values].map { Matrix(rows: tokens, columns: $0.columns) }
        for gradient in gradients { gradient.fill(.nan) }
        device.attentionGradient(
            queries: queries, keys: keys, values: values, output: output, logSumExp: sums,
            dOutput: Reference.matrix(tokens, shape.queryColumns, seed: 4), shape: shape,
            sequences: sequences,
            dQueries: gradients[0], dKeys: gradients[1], dValues: gradients[2])
        return [output, sums] + gradients
    }

    @Test(arguments: shapes, sequences)
    func `every level gives the same attention and gradient`(
        _ shape: AttentionShape, _ sequences: PackedSequences
    ) {
        let plain = results(CPUDevice(threads: 1, instructions: .portable), shape, sequences)
        for level in InstructionLevel.available where level != .portable {
            let fast = results(CPUDevice(threads: 3, instructions: level), shape, sequences)
            for (index, (one, other)) in zip(fast, plain).enumerated() {
                #expect(Self.difference(one, other) < Self.exactTolerance, "\(level), result \(index)")
            }
        }
    }

    @Test(arguments: sequences.filter { $0.parents.contains { $0 != nil } })
    func `a shared opening gives what repeating it gives`(_ sequences: PackedSequences) {
        let shape = AttentionShape(headCount: 4, keyValueHeadCount: 2, dimension: 16, window: 50)
        let device = CPUDevice(threads: 2)
        // Each sequence on its own, its opening repeated before it.
        let tokens = sequences.boundaries.last ?? 0
        let (q, k, v) = (
            Reference.matrix(tokens, shape.queryColumns, seed: 1),
            Reference.matrix(tokens, shape.keyValueColumns, seed: 2),
            Reference.matrix(tokens, shape.keyValueColumns, seed: 3)
        )
        let output = Matrix(rows: tokens, columns: shape.queryColumns)
        device.attention(
            queries: q, keys: k, values: v, shape: shape, sequences: sequences, into: output, logSumExp: nil)
        for index in 0..<sequences.count {
            let rows = Array(sequences.prefix(of: index)) + Array(sequences.rows(of: index))
            func gathered(_ matrix: Matrix) -> Matrix {
                let result = Matrix(rows: rows.count, columns: matrix.columns)
                for (place, row) in rows.enumerated() {
                    result.copyRows(from: matrix, row..<row + 1, to: place)
                }
                return result
            }
            let expected = Reference.attention(
                gathered(q), gathered(k), gathered(v), shape, [0, rows.count])
            let own = sequences.rows(of: index)
            for (place, row) in rows.enumerated() where own.contains(row) {
                let pair = [output.row(row), expected.row(place)].map {
                    Matrix(rows: 1, columns: shape.queryColumns, $0)
                }
                #expect(Reference.difference(pair[0], pair[1]) < Self.exactTolerance)
            }
        }
    }
}
