internal import CKernels

/// The packed operands and sums of one head's gradient, in a worker's memory.
///
/// Probabilities and the gradient of scores are left operands where they are.
@safe
struct AttentionBlocks {
    private let kernels: PackedKernels
    private let d: Int
    private let keyCount: Int
    private let queryCapacity: Int
    /// Floats from one packed row of `D`, of keys and of a block's queries to the next.
    private let rowStride, columnStride, blockStride: Int
    /// Keys and values as rows `[keys, D]`, and keys turned over, `[D, keys]`.
    private let keyRows, valueRows, keyColumns: UnsafeMutableRawPointer
    /// Queries and the output's gradient as lanes `[D, queries]` and as the inner dimension `[queries, D]`.
    private let queryLanes, outputLanes, queriesAcross, outputsAcross: UnsafeMutableRawPointer
    /// The gradient of scores as panels.
    private let slopePanels: UnsafeMutableRawPointer
    /// Sums over queries, `[keys, D]`.
    private let dKeys, dValues: UnsafeMutablePointer<Float>
    /// Sums over keys, `[D, queries]`.
    private let dQueries: UnsafeMutablePointer<Float>
    /// One block, `[keys, queries]`: scores, then probabilities; gradients of these, then of those.
    private let scores, slopes: UnsafeMutablePointer<Float>
    /// For each query of a block: the logarithm of its sum, and `Σ output · dOutput`.
    private let logSums, deltas: UnsafeMutablePointer<Float>

    /// Takes room from a worker's memory and sets the sums over queries to zero.
    init(
        kernels: PackedKernels, dimension d: Int, keyCount: Int, blockKeys: Int, blockQueries: Int,
        memory: Scratch
    ) {
        self.kernels = kernels
        self.d = d
        self.keyCount = keyCount
        queryCapacity = blockQueries
        rowStride = kernels.rowStride(d)
        columnStride = kernels.rowStride(keyCount)
        blockStride = kernels.rowStride(blockQueries)
        let float = MemoryLayout<Float>.stride
        let sizes = [
            kernels.rowBytes(keyCount, inner: d), kernels.rowBytes(keyCount, inner: d),
            kernels.rowBytes(d, inner: keyCount), kernels.panelBytes(inner: d, lanes: blockQueries),
            kernels.panelBytes(inner: d, lanes: blockQueries),
            kernels.panelBytes(inner: blockQueries, lanes: d),
            kernels.panelBytes(inner: blockQueries, lanes: d),
            kernels.panelBytes(inner: blockKeys, lanes: blockQueries), keyCount * d * float,
            keyCount * d * float, d * blockQueries * float,
            kernels.rowBytes(blockKeys, inner: blockQueries),
            kernels.rowBytes(blockKeys, inner: blockQueries), blockQueries * float, blockQueries * float,
        ].map { ($0 + 63) / 64 * 64 }
        var offset = 0
        let offsets = sizes.map { size in
            defer { offset += size }
            return offset
        }
        let base = unsafe memory.bytes(offset)
        func floats(_ index: Int) -> UnsafeMutablePointer<Float> {
            unsafe (base + offsets[index]).bindMemory(to: Float.self, capacity: sizes[index] / float)
        }
        unsafe keyRows = base + offsets[0]
        unsafe valueRows = base + offsets[1]
        unsafe keyColumns = base + offsets[2]
        unsafe queryLanes = base + offsets[3]
        unsafe outputLanes = base + offsets[4]
        unsafe queriesAcross = base + offsets[5]
        unsafe outputsAcross = base + offsets[6]
        unsafe slopePanels = base + offsets[7]
        unsafe dKeys = floats(8)
        unsafe dValues = floats(9)
        unsafe dQueries = floats(10)
        unsafe scores = floats(11)
        unsafe slopes = floats(12)
        unsafe logSums = floats(13)
        unsafe deltas = floats(14)
        unsafe dKeys.update(repeating: 0, count: keyCount * d)
        unsafe dValues.update(repeating: 0, count: keyCount * d)
    }

    /// Packs a head's keys and values.
    func packKeys(_ span: AttentionSpan, _ keys: Matrix, _ values: Matrix, column: Int) {
        for run in span.runs {
            let start = run.rows.lowerBound * keys.columns + column
            let place = run.first * rowStride * kernels.numberBytes
            unsafe kernels.packRows(
                keys.base + start, stride: keys.columns, rows: run.rows.count, inner: d,
                into: keyRows + place)
            unsafe kernels.packRows(
                values.base + start, stride: values.columns, rows: run.rows.count, inner: d,
                into: valueRows + place)
            unsafe kernels.packColumns(
                keys.base + start, stride: keys.columns, rows: run.rows.count, columns: d,
                into: keyColumns + run.first * kernels.numberBytes, targetStride: columnStride)
        }
    }

    /// Packs a block of a head's queries and of what belongs to them, and sets their gradient to zero.
    func packQueries(_ work: CPUDevice.AttentionGradient, _ rows: Range<Int>, head: Int) {
        let columns = work.queries.columns
        let heads = work.shape.headCount
        let start = rows.lowerBound * columns + head * d
        let queries = unsafe StoredRows(
            work.queries.base + start, stride: columns, rows: rows.count, columns: d)
        let outputs = unsafe StoredRows(
            work.dOutput.base + start, stride: columns, rows: rows.count, columns: d)
        unsafe kernels.packPanels(queries, across: false, into: queryLanes)
        unsafe kernels.packPanels(outputs, across: false, into: outputLanes)
        unsafe kernels.packPanels(queries, across: true, into: queriesAcross)
        unsafe kernels.packPanels(outputs, across: true, into: outputsAcross)
        unsafe ck_row_products_f32(
            kernels.level, work.output.base + start, work.dOutput.base + start, rows.count, columns, d,
            deltas)
        for (index, row) in rows.enumerated() {
            unsafe logSums[index] = work.logSumExp.base[row * heads + head]
        }
        unsafe dQueries.update(repeating: 0, count: d * queryCapacity)
    }

    /// Adds what a block of keys and the packed queries give.
    ///
    /// - Parameters:
    ///   - keys: The keys.
    ///   - queries: Packed queries.
    ///   - ahead: How far the first key is ahead of the first query.
    ///   - shape: Scale, window and cap.
    func addProducts(keys: Range<Int>, queries: Int, ahead: Int, _ shape: AttentionShape) {
        let place = keys.lowerBound * rowStride * kernels.numberBytes
        let sums = keys.lowerBound * d
        unsafe kernels.product(
            rows: keys.count, lanes: queries, inner: d, keyRows + place, stride: rowStride, queryLanes,
            into: scores, stride: blockStride, accumulate: false)
        unsafe kernels.product(
            rows: keys.count, lanes: queries, inner: d, valueRows + place, stride: rowStride, outputLanes,
            into: slopes, stride: blockStride, accumulate: false)
        unsafe ck_attention_gradient_f32(
            kernels.level, scores, slopes, keys.count, blockStride, queries, ahead, shape.window ?? 0,
            shape.scale, shape.softCap ?? 0, logSums, deltas)
        unsafe kernels.packPanels(
            StoredRows(slopes, stride: blockStride, rows: keys.count, columns: queries), across: true,
            into: slopePanels)
        unsafe kernels.product(
            rows: keys.count, lanes: d, inner: queries, scores, stride: blockStride, outputsAcross,
            into: dValues + sums, stride: d, accumulate: true)
        unsafe kernels.product(
            rows: keys.count, lanes: d, inner: queries, slopes, stride: blockStride, queriesAcross,
            into: dKeys + sums, stride: d, accumulate: true)
        unsafe kernels.product(
            rows: d, lanes: queries, inner: keys.count, keyColumns + keys.lowerBound * kernels.numberBytes,
            stride: columnStride, slopePanels, into: dQueries, stride: queryCapacity, accumulate: true)
    }

    /// Writes the gradient of the packed queries.
    func storeQueries(_ target: Matrix, _ rows: Range<Int>, column: Int) {
        unsafe ck_f32_pack_columns(
            kernels.level, dQueries, queryCapacity, d, rows.count,
            target.base + rows.lowerBound * target.columns + column, target.columns)
    }

    /// Writes the gradients of some keys and values, or adds them, to rows that are `stride` floats apart.
    func storeKeys(
        _ range: Range<Int>, keys: UnsafeMutablePointer<Float>, values: UnsafeMutablePointer<Float>,
        stride: Int, adds: Bool
    ) {
        for unsafe(sums, target) in unsafe [(dKeys, keys), (dValues, values)] {
            for (row, key) in range.enumerated() {
                let (from, to) = unsafe (sums + key * d, target + row * stride)
                if adds {
                    unsafe ck_axpy_f32(kernels.level, 1, from, to, d)
                } else {
                    unsafe to.update(from: from, count: d)
                }
            }
        }
    }
}
