package import Tensor

/// The two low-rank matrices over one linear layer: the layer's output gains `scale · x · Aᵀ · Bᵀ`.
///
/// Paper: *LoRA: Low-Rank Adaptation of Large Language Models*.
package struct LoRAPair: Sendable {
    /// Down to the rank, `[R, I]`.
    package let a: Matrix
    /// Up to the outputs, `[O, R]`, with rows in the order of the base's rows.
    package let b: Matrix
    /// The same, rounded for batches of single tokens; nil while the matrices may still change.
    let weights: LowRankWeights?

    /// Makes a pair.
    package init(a: Matrix, b: Matrix) {
        self.init(a: a, b: b, weights: nil)
    }

    private init(a: Matrix, b: Matrix, weights: LowRankWeights?) {
        precondition(a.rows == b.columns, "Ranks \(a.rows) and \(b.columns) differ.")
        self.a = a
        self.b = b
        self.weights = weights
    }

    /// The pair with rounded weights beside it.
    var frozen: LoRAPair { LoRAPair(a: a, b: b, weights: LowRankWeights(a: a, b: b)) }

    /// The rank R.
    package var rank: Int { a.rows }

    /// The pair over each part of a fused layer, over the same memory: A is shared, B's rows are divided.
    func divided(_ module: LinearModule, _ configuration: ModelConfiguration) -> [LoRAPair] {
        let parts = module.parts
        guard parts.count > 1, b.rows == configuration.outputs(of: module) else { return [self] }
        var first = 0
        return parts.map { part in
            let rows = configuration.outputs(of: part)
            defer { first += rows }
            return LoRAPair(
                a: a, b: Matrix(viewing: b, from: first * b.columns, rows: rows, columns: b.columns))
        }
    }
}
