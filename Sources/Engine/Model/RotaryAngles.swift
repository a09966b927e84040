package import Tensor

/// How fast the pairs of a head turn from position to position, and which columns are pairs.
package struct RotaryAngles: Sendable, Hashable {
    /// Other frequencies for long sequences, as in *LongRoPE*.
    package struct LongRange: Sendable, Hashable {
        /// Radians a position for each pair of columns.
        package var frequencies: [Float]
        /// The most positions of a sequence that still takes the ordinary frequencies.
        package var threshold: Int
    }

    /// Radians a position for each pair of columns, scaling included; twice as many columns turn.
    package var frequencies: [Float]
    /// Which columns of a head turn together, as the query and key weights are stored.
    package var layout: RotaryTable.Layout
    /// What turned columns are multiplied by, in queries and in keys: the attention factor of *YaRN*.
    package var scale: Float
    /// What takes the place of ``frequencies`` in long sequences; nil when nothing does.
    package var longRange: LongRange?

    /// Names frequencies.
    package init(
        frequencies: [Float], layout: RotaryTable.Layout, scale: Float = 1, longRange: LongRange? = nil
    ) {
        self.frequencies = frequencies
        self.layout = layout
        self.scale = scale
        self.longRange = longRange
    }

    /// The angles of a batch of positions.
    ///
    /// - Parameters:
    ///   - positions: The position of each row.
    ///   - reaches: How many positions the sequence of each row may come to have: all of a sequence turns by one set of
    ///     frequencies, because keys that are kept cannot be turned again.
    /// - Returns: One row a position.
    package func table(positions: [Int], reaches: [Int]) -> RotaryTable {
        RotaryTable(positions: positions, pairs: frequencies.count, layout: layout, scale: scale) { row in
            if let longRange, reaches[row] > longRange.threshold { return longRange.frequencies }
            return frequencies
        }
    }
}
