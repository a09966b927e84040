package import Tensor

/// How fast the pairs of a head turn from position to position, and which columns are pairs.
package struct RotaryAngles: Sendable, Hashable {
    /// Radians a position for each pair of columns, scaling included; twice as many columns turn.
    package var frequencies: [Float]
    /// Which columns of a head turn together, as the query and key weights are stored.
    package var layout: RotaryTable.Layout

    /// Names frequencies.
    package init(frequencies: [Float], layout: RotaryTable.Layout) {
        self.frequencies = frequencies
        self.layout = layout
    }
}
