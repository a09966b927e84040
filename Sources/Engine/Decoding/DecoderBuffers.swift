internal import Tensor

/// The activations of one pass over T tokens, allocated once for each T.
struct DecoderBuffers {
    let tokens: Int
    let stream: Matrix
    let normed: Matrix
    let queries: Matrix
    let keys: Matrix
    /// The queries as one row a head; nil unless heads have a norm.
    let queryHeads: Matrix?
    /// The keys as one row a head; nil unless heads have a norm.
    let keyHeads: Matrix?
    let values: Matrix
    let attended: Matrix
    let projected: Matrix
    /// The gate; nil unless the feed-forward layer is gated.
    let gate: Matrix?
    let up: Matrix
    let lastRow: Matrix
    let lastNormed: Matrix
    let logits: Matrix

    init(_ configuration: ModelConfiguration, tokens: Int) {
        self.tokens = tokens
        func rows(_ columns: Int) -> Matrix { Matrix(rows: tokens, columns: columns) }
        stream = rows(configuration.hiddenSize)
        normed = rows(configuration.hiddenSize)
        queries = rows(configuration.queryColumns)
        keys = rows(configuration.keyValueColumns)
        values = rows(configuration.keyValueColumns)
        let hasHeads = configuration.style.queryKeyNorm == .heads
        func heads(_ matrix: Matrix) -> Matrix? {
            let columns = configuration.headDimension
            return hasHeads ? Matrix(viewing: matrix, rows: matrix.count / columns, columns: columns) : nil
        }
        queryHeads = heads(queries)
        keyHeads = heads(keys)
        attended = rows(configuration.queryColumns)
        projected = rows(configuration.hiddenSize)
        gate = configuration.style.isGated ? rows(configuration.intermediateSize) : nil
        up = rows(configuration.intermediateSize)
        lastRow = Matrix(rows: 1, columns: configuration.hiddenSize)
        lastNormed = Matrix(rows: 1, columns: configuration.hiddenSize)
        logits = Matrix(rows: 1, columns: configuration.vocabulary)
    }
}
