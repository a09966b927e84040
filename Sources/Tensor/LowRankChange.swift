/// What one adapter adds to one output of some rows of a batch: `y += scale · x · Aᵀ · Bᵀ`.
package struct LowRankChange {
    /// Rows of the batch.
    package let rows: Range<Int>
    /// Which of the outputs.
    package let output: Int
    /// `[R, I]`.
    package let a: Matrix
    /// `[O, R]`.
    package let b: Matrix
    /// The same, rounded; nil to compute with the matrices.
    package let weights: LowRankWeights?
    /// What the product is multiplied by.
    package let scale: Float

    /// Names a change.
    package init(
        rows: Range<Int>, output: Int, a: Matrix, b: Matrix, weights: LowRankWeights?, scale: Float
    ) {
        self.rows = rows
        self.output = output
        self.a = a
        self.b = b
        self.weights = weights
        self.scale = scale
    }
}
