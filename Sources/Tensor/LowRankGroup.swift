/// The low-rank pairs of the linear layers that read one input, or their gradients.
///
/// Part i adds `scale · (x · Aᵀ) · Bᵀ` with its own B and the A in its slot.
package struct LowRankGroup: Sendable {
    /// A of each slot one below the other, `[n · R, I]`.
    package let stackedA: Matrix
    /// B of each part, `[O, R]`.
    package let b: [Matrix]
    /// For each part the place of its A among the stacked ones.
    package let slots: [Int]
    /// Rank R.
    package let rank: Int

    /// Names the pairs of a group.
    package init(stackedA: Matrix, b: [Matrix], slots: [Int], rank: Int) {
        precondition(
            b.count == slots.count && b.allSatisfy { $0.columns == rank } && rank > 0
                && slots.allSatisfy { $0 >= 0 && ($0 + 1) * rank <= stackedA.rows },
            "\(b.count) parts with slots \(slots) of rank \(rank) do not fit \(stackedA.rows) stacked rows.")
        self.stackedA = stackedA
        self.b = b
        self.slots = slots
        self.rank = rank
    }

    /// The columns of `x · stackedAᵀ` that belong to a part.
    func columns(of part: Int, in low: Matrix) -> MatrixSlice {
        MatrixSlice(low, columns: slots[part] * rank..<(slots[part] + 1) * rank)
    }
}
