import Engine

/// One trainable matrix: which it is and where it lies among all parameters.
struct AdapterTensor: Sendable, Hashable {
    /// A or B of a low-rank pair.
    enum Part: String, Sendable {
        /// `[R, inputs]`, random at first.
        case a = "lora_A"
        /// `[outputs, R]`, zero at first.
        case b = "lora_B"
    }

    /// The decoder layer.
    let layer: Int
    /// The linear layer.
    let module: LinearModule
    /// Which of the pair.
    let part: Part
    /// The first element among all parameters.
    let offset: Int
    /// Rows.
    let rows: Int
    /// Columns.
    let columns: Int

    /// Elements.
    var count: Int { rows * columns }
    /// The name in a checkpoint.
    var name: String { "layers.\(layer).\(module.rawValue).\(part.rawValue)" }
}
