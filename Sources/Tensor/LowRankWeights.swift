/// The matrices of a low-rank change as batches of single tokens read them: 8-bit numbers with a scale for each 32.
///
/// Many adapters at once are more bytes than the base, so what counts is how many there are to read. A change rounded in this
/// way is off by less than a hundredth of itself, which the rounding of the base's own weights exceeds by far.
package struct LowRankWeights: Sendable {
    /// Down to the rank, `[R, I]`.
    let down: WeightMatrix
    /// Up to the outputs, `[R, O]`: the transpose of B.
    let up: WeightMatrix

    /// Rounds matrices; nil when inputs or outputs are not whole blocks, or a number is too large or none.
    ///
    /// - Parameters:
    ///   - a: `[R, I]`.
    ///   - b: `[O, R]`.
    package init?(a: Matrix, b: Matrix) {
        let turned = Matrix(rows: b.columns, columns: b.rows)
        for row in 0..<b.rows {
            for column in 0..<b.columns { turned[column, row] = b[row, column] }
        }
        guard let down = Self.round(a), let up = Self.round(turned) else { return nil }
        self.down = down
        self.up = up
    }

    private static func round(_ matrix: Matrix) -> WeightMatrix? {
        guard let plain = try? WeightMatrix(matrix),
            let bytes = try? plain.rows(0..<matrix.rows, as: .q8_0)
        else { return nil }
        return try? WeightMatrix(format: .q8_0, rows: matrix.rows, columns: matrix.columns, bytes: bytes)
    }
}
