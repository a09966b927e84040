import Engine
import Tensor

/// What the forward pass of one decoder layer leaves for its backward pass: the results of the products.
///
/// Norms, the gated product and everything else that is elementwise is computed again from these.
struct LayerActivations {
    /// Queries after turning, `[T, H · D]`.
    let queries: Matrix
    /// Keys after turning, `[T, G · D]`.
    let keys: Matrix
    /// Values, `[T, G · D]`.
    let values: Matrix
    /// Queries before their norm, `[T, H · D]`; nil when they have none.
    let plainQueries: Matrix?
    /// Keys before their norm, `[T, G · D]`; nil when they have none.
    let plainKeys: Matrix?
    /// What the heads gave, `[T, H · D]`.
    let attended: Matrix
    /// The logarithm of each head's softmax sum, `[T, H]`.
    let logSumExp: Matrix
    /// What attention gave before the norm that follows it, `[T, C]`; nil when none follows.
    let plainAttention: Matrix?
    /// The residual stream between attention and feed-forward, `[T, C]`.
    let middle: Matrix
    /// The gate before its activation, `[T, I]`; nil when nothing is gated.
    let gate: Matrix?
    /// The gated part, or what the activation reads, `[T, I]`; the backward pass writes its gradient over it.
    let up: Matrix
    /// What the feed-forward layer gave before the norm that follows it, `[T, C]`; nil when none follows.
    let plainFeedForward: Matrix?
    /// What the stacked A of each group gave, `[T, n · R]`.
    let low: [Matrix]

    /// Makes room for a number of tokens.
    init(tokens: Int, configuration: ModelConfiguration, rank: Int) {
        let style = configuration.style
        func room(_ columns: Int, _ isNeeded: Bool) -> Matrix? {
            isNeeded ? Matrix(rows: tokens, columns: columns) : nil
        }
        plainQueries = room(configuration.queryColumns, style.queryKeyNorm != .none)
        plainKeys = room(configuration.keyValueColumns, style.queryKeyNorm != .none)
        plainAttention = room(configuration.hiddenSize, style.normsAfter)
        plainFeedForward = room(configuration.hiddenSize, style.normsAfter)
        queries = Matrix(rows: tokens, columns: configuration.queryColumns)
        keys = Matrix(rows: tokens, columns: configuration.keyValueColumns)
        values = Matrix(rows: tokens, columns: configuration.keyValueColumns)
        attended = Matrix(rows: tokens, columns: configuration.queryColumns)
        logSumExp = Matrix(rows: tokens, columns: configuration.headCount)
        middle = Matrix(rows: tokens, columns: configuration.hiddenSize)
        gate = room(configuration.intermediateSize, style.isGated)
        up = Matrix(rows: tokens, columns: configuration.intermediateSize)
        low = LinearGroup.allCases.map {
            Matrix(rows: tokens, columns: $0.modules(configuration).count * rank)
        }
    }

    /// The same memory for fewer tokens.
    func prefix(_ tokens: Int) -> LayerActivations { LayerActivations(self, tokens: tokens) }

    private init(_ other: LayerActivations, tokens: Int) {
        queries = other.queries.prefix(tokens)
        keys = other.keys.prefix(tokens)
        values = other.values.prefix(tokens)
        attended = other.attended.prefix(tokens)
        logSumExp = other.logSumExp.prefix(tokens)
        middle = other.middle.prefix(tokens)
        gate = other.gate?.prefix(tokens)
        plainQueries = other.plainQueries?.prefix(tokens)
        plainKeys = other.plainKeys?.prefix(tokens)
        plainAttention = other.plainAttention?.prefix(tokens)
        plainFeedForward = other.plainFeedForward?.prefix(tokens)
        up = other.up.prefix(tokens)
        low = other.low.map { $0.prefix(tokens) }
    }
}

extension Matrix {
    /// The first rows, without copying.
    func prefix(_ rows: Int) -> Matrix {
        rows == self.rows ? self : Matrix(viewing: self, rows: rows, columns: columns)
    }
}
