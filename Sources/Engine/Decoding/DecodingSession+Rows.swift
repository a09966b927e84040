package import Tensor

/// The logits after every token of a text, which comparing two models needs.
extension DecodingSession {
    /// Takes in tokens at once and gives what the last layer put out.
    ///
    /// - Parameter tokens: At least one token id.
    /// - Returns: `[T, C]`, to be turned into logits some rows at a time.
    /// - Throws: ``EngineError`` when an id is unknown or the tokens do not fit.
    package func outputs(of tokens: [Int]) throws(EngineError) -> Matrix {
        try check(tokens)
        let stream = try run(tokens, .prefill, else: position).stream
        let outputs = Matrix(rows: stream.rows, columns: stream.columns)
        outputs.copyRows(from: stream, 0..<stream.rows)
        return outputs
    }

    /// Logits `[rows, V]` of some rows of what the last layer put out.
    package func logits(of rows: Range<Int>, in outputs: Matrix) -> Matrix {
        let stream = Matrix(rows: rows.count, columns: outputs.columns)
        stream.copyRows(from: outputs, rows)
        let result = Matrix(rows: rows.count, columns: model.configuration.vocabulary)
        decoder.logits(of: stream, normed: stream, into: result, path: .prefill)
        return result
    }
}
