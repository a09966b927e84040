import Tensor

/// The adapter matrices (or their gradients) of the linear layers that read one input.
struct AdapterGroup: Sendable {
    /// A of each layer one below the other, `[n · R, I]`.
    let stackedA: Matrix
    /// B of each part that is computed, `[O, R]`: a layer's own, or its rows of a fused layer's.
    let b: [Matrix]
    /// For each of the parts, the place of its A among the stacked ones.
    let slots: [Int]
}
