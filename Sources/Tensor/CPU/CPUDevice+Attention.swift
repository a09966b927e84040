internal import CKernels
internal import COpenBLAS

extension CPUDevice {
    /// Query rows whose scores are held at once.
    static let attentionBlock = 128

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
        let items = (0..<sequences.count).flatMap { index in
            blocks(
                queries: sequences.rows(of: index), prefix: sequences.prefix(of: index),
                keyStart: sequences.boundaries[index], visible: 1, heads: shape.headCount, shape)
        }
        attend(items, queries, keys, values, shape, output, logSumExp)
    }

    /// A block of query rows of one head: the unit of work.
    struct Block {
        var head: Int
        var queries: Range<Int>
        /// Shared rows that all of `queries` see before the others.
        var prefix: Range<Int>
        var keyStart: Int
        /// Keys that the first of `queries` sees, the prefix apart.
        var visible: Int
        /// Keys that the last of `queries` sees, the prefix apart.
        var ownCount: Int
        /// Columns of the scores: the prefix comes first.
        var keyCount: Int { prefix.count + ownCount }
        /// The runs of neighbouring key rows, each with its first column in the scores.
        var runs: [(column: Int, rows: Range<Int>)] {
            let own = (prefix.count, keyStart..<keyStart + ownCount)
            return prefix.isEmpty ? [own] : [(0, prefix), own]
        }
    }

    func blocks(
        queries: Range<Int>, prefix: Range<Int>, keyStart: Int, visible: Int, heads: Int,
        _ shape: AttentionShape
    ) -> [Block] {
        var result: [Block] = []
        // The longest blocks first, so that the threads end together.
        for start in stride(from: 0, to: queries.count, by: Self.attentionBlock).reversed() {
            let end = min(queries.count, start + Self.attentionBlock)
            let first = shape.isCausal ? visible + start : visible + queries.count - 1
            let last = shape.isCausal ? visible + end - 1 : first
            // Keys that the window hides from all rows of the block are not computed at all.
            let hidden = prefix.isEmpty ? shape.window.map { max(0, first - $0) } ?? 0 : 0
            for head in 0..<heads {
                result.append(
                    Block(
                        head: head, queries: queries.lowerBound + start..<queries.lowerBound + end,
                        prefix: prefix, keyStart: keyStart + hidden, visible: first - hidden,
                        ownCount: last - hidden))
            }
        }
        return result
    }

    func attend(
        _ items: [Block], _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ shape: AttentionShape,
        _ output: Matrix, _ logSumExp: Matrix?
    ) {
        pool.exclusively {
            pool.dispatch(items.count) { item, worker in
                let block = items[item]
                let scores = unsafe scratch[worker].floats(block.queries.count * block.keyCount)
                unsafe scoreProducts(block, queries, keys, shape, into: scores)
                unsafe limit(
                    scores, rows: block.queries.count, columns: block.keyCount,
                    visible: block.prefix.count + block.visible, shape)
                let sums = unsafe logSumExp.map {
                    unsafe $0.base + block.queries.lowerBound * shape.headCount + block.head
                }
                unsafe ck_causal_softmax_f32(
                    level, scores, block.queries.count, block.keyCount, block.keyCount,
                    block.prefix.count + block.visible, shape.scale, sums, shape.headCount)
                let column = shape.keyValueHead(of: block.head) * shape.dimension
                for run in block.runs {
                    unsafe cblas_sgemm(
                        CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(block.queries.count),
                        blasint(shape.dimension), blasint(run.rows.count), 1, scores + run.column,
                        blasint(block.keyCount), values.base + run.rows.lowerBound * values.columns + column,
                        blasint(values.columns), run.column == 0 ? 0 : 1,
                        output.base + block.queries.lowerBound * output.columns + block.head
                            * shape.dimension,
                        blasint(output.columns))
                }
            }
        }
    }

    /// Raw scores of a block: queries · keysᵀ.
    private func scoreProducts(
        _ block: Block, _ queries: Matrix, _ keys: Matrix, _ shape: AttentionShape,
        into scores: UnsafeMutablePointer<Float>
    ) {
        let column = shape.keyValueHead(of: block.head) * shape.dimension
        for run in block.runs {
            unsafe cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(block.queries.count),
                blasint(run.rows.count),
                blasint(shape.dimension), 1,
                queries.base + block.queries.lowerBound * queries.columns + block.head * shape.dimension,
                blasint(queries.columns), keys.base + run.rows.lowerBound * keys.columns + column,
                blasint(keys.columns), 0, scores + run.column, blasint(block.keyCount))
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
        // Heads that share keys write to columns of their own first; the sum over them has a fixed order.
        let wideKeys = Matrix(rows: keys.rows, columns: queries.columns)
        let wideValues = Matrix(rows: keys.rows, columns: queries.columns)
        // Sequences that share rows add to the same gradients, so one worker does them one after the other.
        let families = sequences.families.sorted { work($0, sequences) > work($1, sequences) }
        pool.exclusively {
            pool.dispatch(families.count * shape.headCount) { item, worker in
                for index in families[item / shape.headCount] {
                    let blocks = blocks(
                        queries: sequences.rows(of: index), prefix: sequences.prefix(of: index),
                        keyStart: sequences.boundaries[index], visible: 1, heads: 1, shape)
                    for block in blocks.reversed() {
                        var block = block
                        block.head = item % shape.headCount
                        let parts = shape.softCap == nil ? 2 : 3
                        let room = unsafe scratch[worker].floats(parts * block.queries.count * block.keyCount)
                        unsafe gradient(
                            of: block, queries, keys, values, output, logSumExp, dOutput, shape, dQueries,
                            wideKeys, wideValues, room: room)
                    }
                }
            }
        }
        sumGroups(wideKeys, into: dKeys, shape)
        sumGroups(wideValues, into: dValues, shape)
    }

    /// One block's share: dQ is written, dK and dV are added to the head's columns.
    private func gradient(
        of block: Block, _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ output: Matrix,
        _ logSumExp: Matrix, _ dOutput: Matrix, _ shape: AttentionShape, _ dQueries: Matrix,
        _ wideKeys: Matrix, _ wideValues: Matrix, room: UnsafeMutablePointer<Float>
    ) {
        let rows = block.queries.count
        let count = block.keyCount
        let d = blasint(shape.dimension)
        let probabilities = unsafe room
        let scores = unsafe room + rows * count
        let query = block.queries.lowerBound * queries.columns + block.head * shape.dimension
        let keyColumn = shape.keyValueHead(of: block.head) * shape.dimension
        let wideColumn = block.head * shape.dimension
        let wideStride = blasint(queries.columns)
        let keyStride = blasint(keys.columns)
        unsafe scoreProducts(block, queries, keys, shape, into: probabilities)
        unsafe limit(
            probabilities, rows: rows, columns: count, visible: block.prefix.count + block.visible, shape,
            capped: scores + rows * count)
        unsafe ck_causal_probabilities_f32(
            level, probabilities, rows, count, count, block.prefix.count + block.visible, shape.scale,
            logSumExp.base + block.queries.lowerBound * shape.headCount + block.head, shape.headCount)
        // dV += Pᵀ · dO, dP = dO · Vᵀ
        for run in block.runs {
            let keyRows = blasint(run.rows.count)
            unsafe cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, keyRows, d, blasint(rows), 1,
                probabilities + run.column, blasint(count), dOutput.base + query, wideStride, 1,
                wideValues.base + run.rows.lowerBound * queries.columns + wideColumn, wideStride)
            unsafe cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), keyRows, d, 1, dOutput.base + query,
                wideStride, values.base + run.rows.lowerBound * keys.columns + keyColumn, keyStride, 0,
                scores + run.column, blasint(count))
        }
        unsafe ck_softmax_gradient_f32(
            level, probabilities, scores, rows, count, count, shape.scale, output.base + query,
            dOutput.base + query, queries.columns, shape.dimension)
        unsafe limitGradient(scores, count: rows * count, shape, capped: scores + rows * count)
        // dQ = dS · K, dK += dSᵀ · Q
        for run in block.runs {
            let keyRows = blasint(run.rows.count)
            unsafe cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), d, keyRows, 1, scores + run.column,
                blasint(count), keys.base + run.rows.lowerBound * keys.columns + keyColumn, keyStride,
                run.column == 0 ? 0 : 1, dQueries.base + query, wideStride)
            unsafe cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, keyRows, d, blasint(rows), 1, scores + run.column,
                blasint(count), queries.base + query, wideStride, 1,
                wideKeys.base + run.rows.lowerBound * queries.columns + wideColumn, wideStride)
        }
    }

    /// Scores that a family of sequences has, for sharing the work evenly.
    private func work(_ family: [Int], _ sequences: PackedSequences) -> Int {
        family.reduce(0) { sum, index in
            let rows = sequences.rows(of: index).count
            return sum + rows * (rows + sequences.prefix(of: index).count)
        }
    }

    /// Adds the columns of the query heads that share a key/value head.
    private func sumGroups(_ wide: Matrix, into narrow: Matrix, _ shape: AttentionShape) {
        let group = shape.headCount / shape.keyValueHeadCount
        narrow.fill(0)
        overRows(wide.rows, elements: wide.columns) { range in
            for row in range {
                for head in 0..<shape.headCount {
                    unsafe ck_axpy_f32(
                        level, 1, wide.base + row * wide.columns + head * shape.dimension,
                        narrow.base + row * narrow.columns + head / group * shape.dimension, shape.dimension)
                }
            }
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
