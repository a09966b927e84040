internal import Tensor

/// The activations of one pass over T tokens, allocated once for each T.
struct DecoderBuffers {
    let tokens: Int
    let stream: Matrix
    let normed: Matrix
    let queries: Matrix
    let keys: Matrix
    let values: Matrix
    let attended: Matrix
    let projected: Matrix
    let gate: Matrix
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
        attended = rows(configuration.queryColumns)
        projected = rows(configuration.hiddenSize)
        gate = rows(configuration.intermediateSize)
        up = rows(configuration.intermediateSize)
        lastRow = Matrix(rows: 1, columns: configuration.hiddenSize)
        lastNormed = Matrix(rows: 1, columns: configuration.hiddenSize)
        logits = Matrix(rows: 1, columns: configuration.vocabulary)
    }
}
