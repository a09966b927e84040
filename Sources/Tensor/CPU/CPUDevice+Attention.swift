internal import CKernels

extension CPUDevice {
    package func attention(
        queries: Matrix, keys: Matrix, values: Matrix, shape: AttentionShape, sequences: PackedSequences,
        into output: Matrix, logSumExp: Matrix?
    ) {
        requireAttention(queries, keys, values, shape, tokens: queries.rows)
        requireSameShape(queries, output)
        requireSequences(sequences, rows: queries.rows)
        if let logSumExp {
            precondition(
                logSumExp.rows == queries.rows && logSumExp.columns == shape.headCount,
                "The sums need one row a token and one column a head.")
        }
        let spans = (0..<sequences.count).map { AttentionSpan(sequences, $0, shape) }
        pool.exclusively { attend(spans, queries, keys, values, shape, output, logSumExp) }
    }

    package func attentionGradient(
        queries: Matrix, keys: Matrix, values: Matrix, output: Matrix, logSumExp: Matrix, dOutput: Matrix,
        shape: AttentionShape, sequences: PackedSequences, dQueries: Matrix, dKeys: Matrix, dValues: Matrix
    ) {
        requireAttention(queries, keys, values, shape, tokens: queries.rows)
        requireSequences(sequences, rows: queries.rows)
        for other in [output, dOutput, dQueries] { requireSameShape(queries, other) }
        for other in [values, dKeys, dValues] { requireSameShape(keys, other) }
        precondition(
            logSumExp.rows == queries.rows && logSumExp.columns == shape.headCount,
            "The sums need one row a token and one column a head.")
        pool.exclusively {
            attendBack(
                sequences, queries, keys, values, output, logSumExp, dOutput, shape, dQueries, dKeys, dValues)
        }
    }

    private func requireAttention(
        _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ shape: AttentionShape, tokens: Int
    ) {
        precondition(
            queries.columns == shape.queryColumns && keys.columns == shape.keyValueColumns
                && values.columns == shape.keyValueColumns && keys.rows >= tokens && values.rows >= tokens,
            "Queries \(queries.rows) x \(queries.columns), keys \(keys.rows) x \(keys.columns) and values "
                + "\(values.rows) x \(values.columns) do not fit \(shape) and \(tokens) tokens.")
    }

    private func requireSequences(_ sequences: PackedSequences, rows: Int) {
        let boundaries = sequences.boundaries
        precondition(
            boundaries.first == 0 && boundaries.last == rows
                && zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 <= $1 },
            "The boundaries of the sequences must rise from 0 to \(rows).")
    }
}
