/// Linear layers with low-rank pairs beside their frozen weights, forward and backward.
///
/// The rules of ``Device`` hold here as well. Paper: *LoRA: Low-Rank Adaptation of Large Language Models*.
package protocol LowRankOperations: Sendable {
    /// Applies linear layers with their pairs: `y = x · Wᵀ + scale · (x · Aᵀ) · Bᵀ` for each part.
    ///
    /// - Parameters:
    ///   - x: `[T, I]`.
    ///   - weights: Each `[O, I]`.
    ///   - pairs: The pairs.
    ///   - scale: What their products are multiplied by.
    ///   - low: Receives `scale · x · Aᵀ`, `[T, n · R]`, for the gradient.
    ///   - ys: Each `[T, O]`.
    func linear(
        _ x: Matrix, _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float, low: Matrix,
        into ys: [Matrix])

    /// What ``linear(_:_:pairs:scale:low:into:)`` leaves in `low`, alone.
    func lower(_ x: Matrix, _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float, into low: Matrix)

    /// The gradients of ``linear(_:_:pairs:scale:low:into:)``.
    ///
    /// - Parameters:
    ///   - x: `[T, I]`.
    ///   - low: What the layers left.
    ///   - dys: Gradients of the results, each `[T, O]`.
    ///   - weights: Each `[O, I]`.
    ///   - pairs: The pairs.
    ///   - scale: What their products are multiplied by.
    ///   - dLow: Room for `[T, n · R]`.
    ///   - gradients: The gradients of A and B are added here.
    ///   - dx: Receives the gradient of x; nil leaves it out.
    func linearGradient(
        _ x: Matrix, low: Matrix, dys: [Matrix], _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float,
        dLow: Matrix, gradients: LowRankGroup, into dx: Matrix?)
}

extension Device {
    /// ``LowRankOperations/linear(_:_:pairs:scale:low:into:)`` by the plain operations.
    func plainLinear(
        _ x: Matrix, _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float, low: Matrix,
        into ys: [Matrix]
    ) {
        linear(x, weights, into: ys)
        plainLower(x, pairs: pairs, scale: scale, into: low)
        for (part, y) in ys.enumerated() {
            gemm(
                pairs.columns(of: part, in: low), transposeA: false, MatrixSlice(pairs.b[part]),
                transposeB: true, alpha: 1, beta: 1, into: MatrixSlice(y))
        }
    }

    /// ``LowRankOperations/lower(_:_:pairs:scale:into:)`` by the plain operations.
    func plainLower(_ x: Matrix, pairs: LowRankGroup, scale: Float, into low: Matrix) {
        gemm(x, transposeA: false, pairs.stackedA, transposeB: true, alpha: scale, beta: 0, into: low)
    }

    /// ``LowRankOperations/linearGradient(_:low:dys:_:pairs:scale:dLow:gradients:into:)`` by the plain operations.
    func plainLinearGradient(
        _ x: Matrix, low: Matrix, dys: [Matrix], _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float,
        dLow: Matrix, gradients: LowRankGroup, into dx: Matrix?
    ) {
        for (part, dy) in dys.enumerated() {
            let isShared = part > 0 && pairs.slots[part - 1] == pairs.slots[part]
            gemm(
                MatrixSlice(dy), transposeA: false, MatrixSlice(pairs.b[part]), transposeB: false,
                alpha: scale, beta: isShared ? 1 : 0, into: pairs.columns(of: part, in: dLow))
            gemm(
                MatrixSlice(dy), transposeA: true, pairs.columns(of: part, in: low), transposeB: false,
                alpha: 1, beta: 1, into: MatrixSlice(gradients.b[part]))
        }
        gemm(dLow, transposeA: true, x, transposeB: false, alpha: 1, beta: 1, into: gradients.stackedA)
        guard let dx else { return }
        for (part, dy) in dys.enumerated() {
            linearInputGradient(dy, weights[part], into: dx, accumulate: part > 0)
        }
        gemm(dLow, transposeA: false, pairs.stackedA, transposeB: false, alpha: 1, beta: 1, into: dx)
    }
}
