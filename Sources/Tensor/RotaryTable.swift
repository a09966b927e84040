#if canImport(Glibc)
    internal import Glibc
#endif

/// The angles by which rotary position embedding turns the rows of one batch.
///
/// Computed once for a batch and used by every layer. Paper: *RoFormer: Enhanced Transformer with Rotary
/// Position Embedding*.
package struct RotaryTable: Sendable {
    /// Which columns of a head form pair i.
    package enum Layout: Sendable, Hashable {
        /// Columns 2i and 2i + 1, as in Llama files in GGUF.
        case interleaved
        /// Columns i and i + half of the turned columns, as in Hugging Face checkpoints.
        case halves
    }

    /// Which columns turn together.
    package let layout: Layout
    /// Cosines times the scale `[T, pairs]`, D / 2 pairs when whole heads turn.
    let cosines: Matrix
    /// Sines times the scale `[T, pairs]`.
    let sines: Matrix

    /// Computes the angles `position · frequency`.
    ///
    /// - Parameters:
    ///   - positions: Position of each row, at least 0.
    ///   - frequencies: Radians a position for each pair, at most D / 2 of them.
    ///   - layout: Which columns turn together.
    ///   - scale: What the turned columns are multiplied by.
    package init(positions: [Int], frequencies: [Float], layout: Layout, scale: Float = 1) {
        self.init(
            positions: positions, pairs: frequencies.count, layout: layout, scale: scale,
            frequencies: { _ in frequencies })
    }

    /// Computes the angles of rows that turn by frequencies of their own.
    ///
    /// - Parameters:
    ///   - positions: Position of each row, at least 0.
    ///   - pairs: Number of frequencies.
    ///   - layout: Which columns turn together.
    ///   - scale: What the turned columns are multiplied by.
    ///   - frequencies: Radians a position for each pair of a row.
    package init(
        positions: [Int], pairs: Int, layout: Layout, scale: Float, frequencies: (_ row: Int) -> [Float]
    ) {
        self.layout = layout
        cosines = Matrix(rows: positions.count, columns: pairs)
        sines = Matrix(rows: positions.count, columns: pairs)
        for (row, position) in positions.enumerated() {
            for (pair, frequency) in frequencies(row).enumerated() {
                // The product is rounded to 32 bits as in the reference implementations; the angle is then exact.
                let angle = Double(Float(position) * frequency)
                cosines[row, pair] = Float(cos(angle)) * scale
                sines[row, pair] = Float(sin(angle)) * scale
            }
        }
    }
}
