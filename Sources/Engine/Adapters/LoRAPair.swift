package import Tensor

/// The two low-rank matrices over one linear layer: the layer's output gains `scale · x · Aᵀ · Bᵀ`.
///
/// Paper: *LoRA: Low-Rank Adaptation of Large Language Models*.
package struct LoRAPair: Sendable {
    /// Down to the rank, `[R, I]`.
    package let a: Matrix
    /// Up to the outputs, `[O, R]`, with rows in the order of the base's rows.
    package let b: Matrix

    /// Makes a pair.
    package init(a: Matrix, b: Matrix) {
        precondition(a.rows == b.columns, "Ranks \(a.rows) and \(b.columns) differ.")
        self.a = a
        self.b = b
    }

    /// The rank R.
    package var rank: Int { a.rows }
}
