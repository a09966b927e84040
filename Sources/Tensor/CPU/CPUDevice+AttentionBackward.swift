internal import CKernels

/// The gradient of attention: blocks of keys meet blocks of queries, and five products share what was packed for them.
///
/// Everything is kept with keys as rows, so that probabilities and their gradient are left operands as they are. A
/// worker does one head of one family of sequences, whose gradients of keys and values it sums in a fixed order.
extension CPUDevice {
    /// Queries of a block.
    private static let blockQueries = 64
    /// Keys of a block.
    private static let blockKeys = 96

    /// What one gradient reads and writes.
    @safe
    struct AttentionGradient {
        let sequences: PackedSequences
        let queries, keys, values, output, logSumExp, dOutput: Matrix
        let shape: AttentionShape
        let dQueries: Matrix
        /// The gradients of keys and values, with columns of its own for each query head: `[T, H · D]`.
        let wideKeys, wideValues: UnsafeMutablePointer<Float>
    }

    /// Computes the gradients; the caller holds the pool.
    func attendBack(
        _ sequences: PackedSequences, _ queries: Matrix, _ keys: Matrix, _ values: Matrix, _ output: Matrix,
        _ logSumExp: Matrix, _ dOutput: Matrix, _ shape: AttentionShape, _ dQueries: Matrix, _ dKeys: Matrix,
        _ dValues: Matrix
    ) {
        let wide = unsafe shared.floats(2 * queries.count)
        let work = unsafe AttentionGradient(
            sequences: sequences, queries: queries, keys: keys, values: values, output: output,
            logSumExp: logSumExp, dOutput: dOutput, shape: shape, dQueries: dQueries, wideKeys: wide,
            wideValues: wide + queries.count)
        // Sequences that share rows add to the same gradients, so one worker does them one after the other.
        let families = sequences.families.sorted { scores($0, sequences) > scores($1, sequences) }
        pool.dispatch(families.count * shape.headCount) { item, worker in
            for index in families[item / shape.headCount] {
                let span = AttentionSpan(sequences, index, shape)
                guard !span.queries.isEmpty else { continue }
                unsafe gradient(of: span, head: item % shape.headCount, work, memory: scratch[worker])
            }
        }
        unsafe sumGroups(work.wideKeys, into: dKeys, shape)
        unsafe sumGroups(work.wideValues, into: dValues, shape)
    }

    /// Scores that a family of sequences has, for sharing the work evenly.
    private func scores(_ family: [Int], _ sequences: PackedSequences) -> Int {
        family.reduce(0) { sum, index in
            let rows = sequences.rows(of: index).count
            return sum + rows * (rows + sequences.prefix(of: index).count)
        }
    }

    /// One sequence and head: dQ, and its share of dK and dV, which overwrites its own rows and is added to shared ones.
    @unsafe
    private func gradient(of span: AttentionSpan, head: Int, _ work: AttentionGradient, memory: Scratch) {
        let shape = work.shape
        let block = AttentionBlocks(
            kernels: attentionKernels, dimension: shape.dimension, keyCount: span.keyCount,
            blockKeys: Self.blockKeys, blockQueries: Self.blockQueries, memory: memory)
        block.packKeys(span, work.keys, work.values, column: shape.keyValueHead(of: head) * shape.dimension)
        for first in stride(from: 0, to: span.queries.count, by: Self.blockQueries) {
            let count = min(span.queries.count - first, Self.blockQueries)
            let row = span.queries.lowerBound + first
            block.packQueries(work, row..<row + count, head: head)
            let end = span.visible(from: first + count - 1)
            for key in stride(from: span.hidden(from: first), to: end, by: Self.blockKeys) {
                block.addProducts(
                    keys: key..<min(end, key + Self.blockKeys), queries: count,
                    ahead: span.isCausal ? key - span.position(of: first) : -span.keyCount, shape)
            }
            block.storeQueries(work.dQueries, row..<row + count, column: head * shape.dimension)
        }
        for run in span.runs {
            let start = run.rows.lowerBound * work.queries.columns + head * shape.dimension
            unsafe block.storeKeys(
                run.first..<run.first + run.rows.count, keys: work.wideKeys + start,
                values: work.wideValues + start, stride: work.queries.columns, adds: run.rows == span.prefix)
        }
    }

    /// Adds the columns of the query heads that share a key/value head.
    @unsafe
    private func sumGroups(_ wide: UnsafePointer<Float>, into narrow: Matrix, _ shape: AttentionShape) {
        let group = shape.headCount / shape.keyValueHeadCount
        let d = shape.dimension
        let piece = max(1, (narrow.rows + 4 * threadCount - 1) / (4 * threadCount))
        pool.dispatch((narrow.rows + piece - 1) / piece) { item, _ in
            for row in item * piece..<min(narrow.rows, (item + 1) * piece) {
                for head in 0..<shape.headCount {
                    let source = unsafe wide + row * shape.queryColumns + head * d
                    let target = unsafe narrow.base + row * narrow.columns + head / group * d
                    if head % group == 0 {
                        unsafe target.update(from: source, count: d)
                    } else {
                        unsafe ck_axpy_f32(level, 1, source, target, d)
                    }
                }
            }
        }
    }
}
