internal import CKernels

/// The matrices of a low-rank change as serving reads them: 8-bit numbers with a scale for each 32, in tiles.
///
/// Many adapters at once are more bytes than the base, so what counts is how many there are to read. A change rounded in this
/// way is off by less than a hundredth of itself, which the rounding of the base's own weights exceeds by far.
package struct LowRankWeights: Sendable {
    /// Down to the rank, `[R, I]`.
    let down: WeightTiles
    /// Up to the outputs, `[O, R]`.
    let up: WeightTiles

    /// Rounds matrices; nil when inputs or outputs are not whole blocks, or a number is too large or none.
    ///
    /// - Parameters:
    ///   - a: `[R, I]`.
    ///   - b: `[O, R]`.
    package init?(a: Matrix, b: Matrix) {
        guard a.columns.isMultiple(of: 32), b.rows.isMultiple(of: WeightTiles.outputStep),
            let down = WeightTiles(a), let up = WeightTiles(b)
        else { return nil }
        self.down = down
        self.up = up
    }
}
