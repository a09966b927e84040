internal import CKernels

/// Attention without a matrix of all scores: a strip of query rows meets all keys that it sees, and its scores stay in the
/// first- or second-level cache until they have become sums of values.
extension CPUDevice {
    /// Query rows whose scores exist at once: the rows of one register block.
    private static let stripRows = 12
    /// Query rows of a unit of work.
    private static let chunkRows = 96

    /// What attention multiplies in.
    ///
    /// Integers would need scales for probabilities and their gradients, and floats do well.
    var attentionKernels: PackedKernels { PackedKernels(numbers: .float32, level: level) }

    /// Query rows of one head: the unit of work.
    private struct Chunk {
        var span: Int
        var head: Int
        var rows: Range<Int>
    }

    /// Packed keys and values of one span and key/value head.
    @safe
    private struct PackedKeys {
        /// Keys as lanes, `[D, keys]`.
        var keys: UnsafeMutableRawPointer
        /// Keys as the inner dimension, `[keys, D]`.
        var values: UnsafeMutableRawPointer
    }

    /// Computes spans; the caller holds the pool.
    func attend(
        _ spans: [AttentionSpan], _ queries: Matrix, _ keys: Matrix, _ values: Matrix,
        _ shape: AttentionShape, _ output: Matrix, _ logSumExp: Matrix?
    ) {
        let kernels = attentionKernels
        let packed = unsafe packKeys(spans, keys, values, shape, kernels)
        let chunks = chunks(spans, heads: shape.headCount)
        pool.dispatch(chunks.count) { item, worker in
            let chunk = chunks[item]
            unsafe attend(
                chunk.rows, head: chunk.head, of: spans[chunk.span],
                packed[chunk.span * shape.keyValueHeadCount + shape.keyValueHead(of: chunk.head)], queries,
                shape, kernels, output, logSumExp, memory: scratch[worker])
        }
    }

    /// The longest chunks first, so that the threads end together.
    private func chunks(_ spans: [AttentionSpan], heads: Int) -> [Chunk] {
        var result: [Chunk] = []
        for (index, span) in spans.enumerated() {
            for start in stride(from: 0, to: span.queries.count, by: Self.chunkRows) {
                let rows = start..<min(span.queries.count, start + Self.chunkRows)
                for head in 0..<heads { result.append(Chunk(span: index, head: head, rows: rows)) }
            }
        }
        return result.sorted {
            spans[$0.span].visible(from: $0.rows.upperBound)
                > spans[$1.span].visible(from: $1.rows.upperBound)
        }
    }

    /// Packs keys and values once for all query heads that share them.
    @unsafe
    private func packKeys(
        _ spans: [AttentionSpan], _ keys: Matrix, _ values: Matrix, _ shape: AttentionShape,
        _ kernels: PackedKernels
    ) -> [PackedKeys] {
        let d = shape.dimension
        let groups = shape.keyValueHeadCount
        let sizes = spans.map { span in
            (
                keys: kernels.panelBytes(inner: d, lanes: span.keyCount),
                values: kernels.panelBytes(inner: span.keyCount, lanes: d)
            )
        }
        var next = unsafe shared.bytes(groups * sizes.reduce(0) { $0 + $1.keys + $1.values })
        var packed: [PackedKeys] = []
        for size in sizes {
            for _ in 0..<groups {
                unsafe packed.append(PackedKeys(keys: next, values: next + size.keys))
                unsafe next += size.keys + size.values
            }
        }
        pool.dispatch(packed.count) { item, worker in
            let span = spans[item / groups]
            let column = item % groups * d
            let place = packed[item]
            for unsafe(source, target, across) in unsafe [
                (keys, place.keys, false), (values, place.values, true),
            ] {
                let rows = unsafe gather(span, source, column: column, count: d, memory: scratch[worker])
                unsafe kernels.packPanels(rows, across: across, into: target)
            }
        }
        return packed
    }

    /// Some columns of a span's keys as rows that are evenly apart; copied when its keys are in two places.
    @unsafe
    private func gather(
        _ span: AttentionSpan, _ source: Matrix, column: Int, count: Int, memory: Scratch
    ) -> StoredRows {
        let runs = span.runs
        if runs.count <= 1 {
            let start = (runs.first?.rows.lowerBound ?? 0) * source.columns + column
            return unsafe StoredRows(
                source.base + start, stride: source.columns, rows: span.keyCount, columns: count)
        }
        let copy = unsafe memory.floats(span.keyCount * count)
        for run in runs {
            for (place, row) in zip(run.first..., run.rows) {
                unsafe (copy + place * count).update(
                    from: source.base + row * source.columns + column, count: count)
            }
        }
        return unsafe StoredRows(copy, stride: count, rows: span.keyCount, columns: count)
    }

    /// Computes a chunk, a strip at a time.
    @unsafe
    private func attend(
        _ rows: Range<Int>, head: Int, of span: AttentionSpan, _ packed: PackedKeys, _ queries: Matrix,
        _ shape: AttentionShape, _ kernels: PackedKernels, _ output: Matrix, _ logSumExp: Matrix?,
        memory: Scratch
    ) {
        let d = shape.dimension
        let panel = PackedKernels.lanesPerPanel
        let last = span.visible(from: rows.upperBound - 1)
        let queryStride = kernels.rowStride(d)
        let packedQueries = unsafe memory.floats(Self.stripRows * (queryStride + kernels.rowStride(last)))
        let scores = unsafe packedQueries + Self.stripRows * queryStride
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.stripRows) {
            let count = min(rows.upperBound - first, Self.stripRows)
            let hidden = span.hidden(from: first) / panel * panel
            let seen = span.visible(from: first + count - 1) - hidden
            let row = span.queries.lowerBound + first
            let start = row * queries.columns + head * d
            // Rows that may lie a power of two apart would compete for the same places of a cache.
            unsafe kernels.packRows(
                queries.base + start, stride: queries.columns, rows: count, inner: d, into: packedQueries)
            let scoreStride = kernels.rowStride(seen)
            unsafe kernels.product(
                rows: count, lanes: seen, inner: d, packedQueries, stride: queryStride,
                packed.keys + hidden / panel * kernels.panelBytes(inner: d, lanes: panel), into: scores,
                stride: scoreStride, accumulate: false)
            let visible = span.visible(from: first) - hidden
            unsafe limit(
                scores, rows: count, stride: scoreStride, columns: seen, visible: visible, shape)
            let sums = unsafe logSumExp.map { unsafe $0.base + row * shape.headCount + head }
            unsafe ck_causal_softmax_f32(
                level, scores, count, scoreStride, seen, visible, shape.scale, sums, shape.headCount)
            let distance = kernels.panelBytes(inner: span.keyCount, lanes: panel)
            for lane in stride(from: 0, to: d, by: panel) {
                unsafe kernels.product(
                    rows: count, lanes: min(panel, d - lane), inner: seen, scores, stride: scoreStride,
                    packed.values + lane / panel * distance + hidden * panel * kernels.numberBytes,
                    into: output.base + start + lane, stride: output.columns, accumulate: false)
            }
        }
    }
}
