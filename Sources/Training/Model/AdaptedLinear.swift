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
    let adapter: LowRankGroup
    let scale: Float

    /// Computes the layers.
    ///
    /// - Parameters:
    ///   - x: The input, `[T, I]`.
    ///   - low: Receives `scale · x · Aᵀ`, `[T, n · R]`, which the backward pass reads.
    ///   - ys: Receive the outputs, `[T, O]` each.
    func forward(_ x: Matrix, low: Matrix, into ys: [Matrix]) {
        device.linear(x, weights, pairs: adapter, scale: scale, low: low, into: ys)
        for (index, y) in ys.enumerated() {
            if let bias = biases?[index] { device.addBias(bias, into: y) }
        }
    }

    /// Computes what the backward pass reads, alone.
    func lower(_ x: Matrix, into low: Matrix) {
        device.lower(x, weights, pairs: adapter, scale: scale, into: low)
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
        _ x: Matrix, low: Matrix, dys: [Matrix], dLow: Matrix, gradients: LowRankGroup, dx: Matrix?
    ) {
        device.linearGradient(
            x, low: low, dys: dys, weights, pairs: adapter, scale: scale, dLow: dLow, gradients: gradients,
            into: dx)
    }
}
