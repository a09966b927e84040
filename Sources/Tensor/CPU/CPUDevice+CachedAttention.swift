internal import CKernels
internal import Core
internal import Synchronization

/// Attention over pages of cached keys and values.
///
/// One token's attention is cut at fixed positions into runs, and the runs are joined in order, so that neither the number
/// of threads nor the other sequences of a batch change a bit of the result.
extension CPUDevice {
    /// Up to so many new tokens, a sequence's attention is computed token by token.
    private static let cachedRows = 3
    /// Positions of a run: a multiple of a page.
    private static let runPositions = 256

    package var cacheFormat: CacheFormat { numerics == .fast ? .f16 : .f32 }

    package func store(keys: Matrix, values: Matrix, layer: Int, in segments: [CacheSegment]) {
        for segment in segments {
            let layout = segment.table.layout
            let columns = layout.keyValueHeadCount * layout.dimension
            precondition(
                keys.columns == columns && values.columns == columns && segment.rows.upperBound <= keys.rows
                    && segment.rows.upperBound <= values.rows && layer < layout.layerCount,
                "Keys \(keys.rows) x \(keys.columns) do not fit a cache of \(layout).")
            let keysOffset = layout.keysOffset(layer: layer)
            let valuesOffset = layout.valuesOffset(layer: layer)
            overRows(segment.rows.count, elements: 4 * columns) { range in
                for index in range {
                    let position = segment.start + index
                    let row = segment.rows.lowerBound + index
                    let page = unsafe segment.table.pages[position / CacheLayout.positions].base
                    unsafe ck_cache_store(
                        level, layout.format.kernelFormat, keys.base + row * columns,
                        values.base + row * columns, layout.keyValueHeadCount, layout.dimension,
                        position % CacheLayout.positions, page + keysOffset, page + valuesOffset)
                }
            }
        }
    }

    package func attentionCached(
        queries: Matrix, layer: Int, segments: [CacheSegment], shape: AttentionShape, into output: Matrix
    ) {
        requireSameShape(queries, output)
        for segment in segments {
            let layout = segment.table.layout
            precondition(
                queries.columns == shape.queryColumns && layout.keyValueHeadCount == shape.keyValueHeadCount
                    && layout.dimension == shape.dimension && segment.rows.upperBound <= queries.rows
                    && layer < layout.layerCount,
                "Queries \(queries.rows) x \(queries.columns) and \(shape) do not fit a cache of \(layout).")
        }
        attendRuns(queries, layer, segments.filter { $0.rows.count <= Self.cachedRows }, shape, output)
        for segment in segments where segment.rows.count > Self.cachedRows {
            attendGathered(queries, layer, segment, shape, output)
        }
    }

    /// Query heads of one token that read one key/value head, over one run of positions: the unit of work.
    private struct Run {
        var segment: Int
        var row: Int
        /// The first query head.
        var head: Int
        var headCount: Int
        /// Positions, within one stretch of ``runPositions``.
        var positions: Range<Int>
        /// Whether this is the first run of its heads.
        var isFirst: Bool
    }

    private func attendRuns(
        _ queries: Matrix, _ layer: Int, _ segments: [CacheSegment], _ shape: AttentionShape,
        _ output: Matrix
    ) {
        let runs = runs(segments, shape)
        guard !runs.isEmpty else { return }
        let heads = Int(CK_CACHED_HEADS)
        // Each run leaves its weighted sum, then the largest score and the sum of weights of each head.
        let room = heads * (shape.dimension + 2)
        let work = runs.reduce(0) { $0 + $1.headCount * $1.positions.count } * 2 * shape.dimension
        pool.exclusively {
            let partial = unsafe shared.floats(runs.count * room)
            let body = { (item: Int, worker: Int) in
                let result = unsafe partial + item * room
                unsafe self.attend(
                    runs[item], queries, layer, segments[runs[item].segment], shape, into: result,
                    maxima: result + heads * shape.dimension, sums: result + heads * (shape.dimension + 1),
                    worker: worker)
            }
            if work < Self.parallelProducts {
                for item in runs.indices { body(item, 0) }
            } else {
                pool.dispatch(runs.count, body)
            }
            unsafe join(runs, partial, room: room, shape, output)
        }
    }

    private func runs(_ segments: [CacheSegment], _ shape: AttentionShape) -> [Run] {
        let group = shape.headCount / shape.keyValueHeadCount
        var runs: [Run] = []
        for (index, segment) in segments.enumerated() {
            for row in segment.rows {
                let end = segment.start + row - segment.rows.lowerBound + 1
                let first = shape.window.map { max(0, end - $0) } ?? 0
                for keyHead in 0..<shape.keyValueHeadCount {
                    for start in stride(from: 0, to: group, by: Int(CK_CACHED_HEADS)) {
                        var position = first
                        while position < end {
                            let next = min(end, (position / Self.runPositions + 1) * Self.runPositions)
                            runs.append(
                                Run(
                                    segment: index, row: row, head: keyHead * group + start,
                                    headCount: min(group - start, Int(CK_CACHED_HEADS)),
                                    positions: position..<next, isFirst: position == first))
                            position = next
                        }
                    }
                }
            }
        }
        return runs
    }

    @unsafe
    private func attend(
        _ run: Run, _ queries: Matrix, _ layer: Int, _ segment: CacheSegment, _ shape: AttentionShape,
        into result: UnsafeMutablePointer<Float>, maxima: UnsafeMutablePointer<Float>,
        sums: UnsafeMutablePointer<Float>, worker: Int
    ) {
        let layout = segment.table.layout
        let keyHead = shape.keyValueHead(of: run.head)
        let page = run.positions.lowerBound / CacheLayout.positions
        let origin = page * CacheLayout.positions
        let end = run.positions.upperBound - origin
        var arguments = unsafe ck_cached_run()
        unsafe arguments.format = layout.format.kernelFormat
        unsafe arguments.pages = UnsafePointer(segment.table.addresses + page)
        unsafe arguments.keys_offset = layout.keysOffset(layer: layer) + keyHead * layout.headBytes
        unsafe arguments.values_offset = layout.valuesOffset(layer: layer) + keyHead * layout.headBytes
        unsafe arguments.first = run.positions.lowerBound - origin
        unsafe arguments.end = end
        unsafe arguments.dimension = shape.dimension
        unsafe arguments.scale = shape.scale
        unsafe arguments.soft_cap = shape.softCap ?? 0
        let columns = CacheLayout.pages(for: end) * CacheLayout.positions
        let scores = unsafe scratch[worker].floats(run.headCount * columns)
        unsafe ck_cached_attention(
            level, &arguments, queries.base + run.row * queries.columns + run.head * shape.dimension,
            run.headCount, scores, result, maxima, sums)
    }

    /// Joins the runs of every head: each counts by e to its largest score.
    @unsafe
    private func join(
        _ runs: [Run], _ partial: UnsafePointer<Float>, room: Int, _ shape: AttentionShape, _ output: Matrix
    ) {
        let dimension = shape.dimension
        let heads = Int(CK_CACHED_HEADS)
        var first = 0
        while first < runs.count {
            var end = first + 1
            while end < runs.count, !runs[end].isFirst { end += 1 }
            for head in 0..<runs[first].headCount {
                let maxima = unsafe partial + heads * dimension + head
                let sums = unsafe maxima + heads
                var largest = -Float.infinity
                for run in first..<end { largest = max(largest, unsafe maxima[run * room]) }
                var total: Float = 0
                for run in first..<end {
                    unsafe total += sums[run * room] * Self.exponential(maxima[run * room] - largest)
                }
                let start = runs[first].row * output.columns + (runs[first].head + head) * dimension
                unsafe (output.base + start).update(repeating: 0, count: dimension)
                for run in first..<end {
                    unsafe ck_axpy_f32(
                        level, Self.exponential(maxima[run * room] - largest) / total,
                        partial + run * room + head * dimension, output.base + start, dimension)
                }
            }
            first = end
        }
    }

    private static func exponential(_ x: Float) -> Float { x == 0 ? 1 : ck_exponential_f32(x) }

    /// Many new tokens: the pages are laid out as rows first, and blocks of queries share them.
    private func attendGathered(
        _ queries: Matrix, _ layer: Int, _ segment: CacheSegment, _ shape: AttentionShape, _ output: Matrix
    ) {
        gathered.withLock { rows in
            let (keys, values) = rows.matrices(rows: segment.length, columns: shape.keyValueColumns)
            let layout = segment.table.layout
            let pages = segment.table.pages
            pool.exclusively {
                pool.dispatch(CacheLayout.pages(for: segment.length)) { item, _ in
                    let first = item * CacheLayout.positions
                    unsafe ck_cache_load(
                        level, layout.format.kernelFormat,
                        pages[item].base + layout.keysOffset(layer: layer),
                        pages[item].base + layout.valuesOffset(layer: layer), layout.keyValueHeadCount,
                        layout.dimension, min(CacheLayout.positions, segment.length - first),
                        keys.base + first * keys.columns, values.base + first * keys.columns, keys.columns)
                }
            }
            let span = AttentionSpan(queries: segment.rows, keys: 0..<segment.length, shape)
            pool.exclusively { attend([span], queries, keys, values, shape, output, nil) }
        }
    }
}
