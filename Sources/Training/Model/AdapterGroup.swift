import Tensor

/// The adapter matrices (or their gradients) of the linear layers that read one input.
struct AdapterGroup: Sendable {
    /// A of each layer one below the other, `[n · R, I]`.
    let stackedA: Matrix
    /// B of each layer, `[O, R]`.
    let b: [Matrix]
}
