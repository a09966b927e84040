internal import CKernels

extension CPUDevice {
    /// Up to so many new tokens, a cached attention is computed row by row.
    static let attentionRows = 3

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

    package func attentionCached(
        queries: Matrix, keys: Matrix, values: Matrix, length: Int, shape: AttentionShape, into output: Matrix
    ) {
        let tokens = queries.rows
        precondition(length >= tokens, "A cache of \(length) positions cannot hold \(tokens) new tokens.")
        requireAttention(queries, keys, values, shape, tokens: length)
        requireSameShape(queries, output)
        guard tokens <= Self.attentionRows, shape.softCap == nil else {
            let span = AttentionSpan(queries: 0..<tokens, keys: 0..<length, shape)
            pool.exclusively { attend([span], queries, keys, values, shape, output, nil) }
            return
        }
        attendRows(queries, keys, values, length, shape, output)
    }

    /// A few tokens over a cache: query heads that share keys go together, so that keys are read once for them.
    private func attendRows(
        _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ length: Int, _ shape: AttentionShape,
        _ output: Matrix
    ) {
        let tokens = queries.rows
        let group = shape.headCount / shape.keyValueHeadCount
        let isSmall = tokens * length * shape.queryColumns < Self.parallelProducts
        // Groups that the threads cannot share evenly are halved.
        let isEven = isSmall || shape.keyValueHeadCount % threadCount == 0
        let heads = isEven ? group : (group + 1) / 2
        let parts = (group + heads - 1) / heads
        let items = shape.keyValueHeadCount * parts
        pool.exclusively {
            let body = { (item: Int, worker: Int) in
                let first = item % parts * heads
                let count = min(group - first, heads)
                let scores = unsafe self.scratch[worker].floats(count * length)
                let column = item / parts * shape.dimension
                for token in 0..<tokens {
                    let start = token * queries.columns + (item / parts * group + first) * shape.dimension
                    let end = length - tokens + token + 1
                    let hidden = shape.window.map { max(0, end - $0) } ?? 0
                    let place = column + hidden * keys.columns
                    unsafe ck_attention_row_f32(
                        self.level, queries.base + start, count, keys.base + place, values.base + place,
                        keys.columns, end - hidden, shape.dimension, shape.scale, scores, output.base + start)
                }
            }
            if isSmall { for item in 0..<items { body(item, 0) } } else { pool.dispatch(items, body) }
        }
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
