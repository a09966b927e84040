import Engine
import Tensor

/// The frozen linear layers that read one input, with their low-rank pairs: forward and backward.
///
/// `y = x · Wᵀ + scale · (x · Aᵀ) · Bᵀ` for each of them. The A matrices are stacked, so `x · Aᵀ` is one product
/// for the whole group; the parts of a fused layer share one A. Paper: *LoRA: Low-Rank Adaptation of Large Language Models*.
struct AdaptedLinear {
    let device: any Device
    /// The parts that are computed.
    let weights: [WeightMatrix]
    /// The bias of each part; nil when none has one.
    let biases: [Matrix?]?
    let adapter: AdapterGroup
    let scale: Float
    let rank: Int

    /// Computes the layers.
    ///
    /// - Parameters:
    ///   - x: The input, `[T, I]`.
    ///   - low: Receives `x · Aᵀ`, `[T, n · R]`, which the backward pass reads.
    ///   - ys: Receive the outputs, `[T, O]` each.
    func forward(_ x: Matrix, low: Matrix, into ys: [Matrix]) {
        device.linear(x, weights, into: ys)
        lower(x, into: low)
        for (index, y) in ys.enumerated() {
            if let bias = biases?[index] { device.addBias(bias, into: y) }
            device.gemm(
                columns(index, of: low), transposeA: false, MatrixSlice(adapter.b[index]), transposeB: true,
                alpha: scale, beta: 1, into: MatrixSlice(y))
        }
    }

    /// Computes `x · Aᵀ` alone.
    func lower(_ x: Matrix, into low: Matrix) {
        device.gemm(x, transposeA: false, adapter.stackedA, transposeB: true, alpha: 1, beta: 0, into: low)
    }

    /// Adds the gradients of A and B, and gives the gradient of the input when asked for.
    ///
    /// - Parameters:
    ///   - x: The input of the forward pass.
    ///   - low: What it gave.
    ///   - dys: The gradients of the outputs.
    ///   - dLow: Room for the gradient of `low`.
    ///   - gradients: Where the adapter's gradients are added.
    ///   - dx: Receives the gradient of the input; nil when nothing below is trained.
    func backward(
        _ x: Matrix, low: Matrix, dys: [Matrix], dLow: Matrix, gradients: AdapterGroup, dx: Matrix?
    ) {
        for (index, dy) in dys.enumerated() {
            device.gemm(
                MatrixSlice(dy), transposeA: false, MatrixSlice(adapter.b[index]), transposeB: false,
                alpha: scale, beta: index > 0 && adapter.slots[index - 1] == adapter.slots[index] ? 1 : 0,
                into: columns(index, of: dLow))
            device.gemm(
                MatrixSlice(dy), transposeA: true, columns(index, of: low), transposeB: false, alpha: scale,
                beta: 1, into: MatrixSlice(gradients.b[index]))
        }
        device.gemm(dLow, transposeA: true, x, transposeB: false, alpha: 1, beta: 1, into: gradients.stackedA)
        guard let dx else { return }
        for (index, dy) in dys.enumerated() {
            device.linearInputGradient(dy, weights[index], into: dx, accumulate: index > 0)
        }
        device.gemm(dLow, transposeA: false, adapter.stackedA, transposeB: false, alpha: 1, beta: 1, into: dx)
    }

    /// The columns of `low` that belong to the A of a part.
    private func columns(_ index: Int, of low: Matrix) -> MatrixSlice {
        let slot = adapter.slots[index]
        return MatrixSlice(low, columns: slot * rank..<(slot + 1) * rank)
    }
}
