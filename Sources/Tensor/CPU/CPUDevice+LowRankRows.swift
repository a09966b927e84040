internal import CKernels
internal import Core

/// What adapters add to the outputs of a batch.
extension CPUDevice {
    package func linear(
        _ x: Matrix, _ weights: [WeightMatrix], adding changes: LowRankChanges?,
        before next: LowRankChanges?, into ys: [Matrix], path: LinearPath
    ) {
        guard let changes, !changes.changes.isEmpty else {
            linear(x, weights, into: ys, path: path)
            return
        }
        check(x, weights, ys)
        precondition(changes.fits(x, ys), "Adapters do not fit \(x.rows) x \(x.columns) and its outputs.")
        pool.exclusively {
            let tiled = numerics == .fast ? changes.tiled : nil
            // A piece of outputs begins where a tile does.
            let isWhole = weights.allSatisfy { $0.rows.isMultiple(of: WeightTiles.outputStep) }
            let room = LowRankRoom(inputs: x.columns, rank: changes.rank)
            if let tiled, isWhole, isFew(x.rows, path) {
                linearFew(x, weights, adding: tiled, before: next?.tiled, room, ys)
                return
            }
            linearAlone(x, weights, ys, path)
            if let tiled {
                addTiled(x, changes.spans, tiled, room, ys)
            } else if isFew(x.rows, path) {
                addToRows(x, changes, ys)
            } else if instructions == .portable {
                // BLAS has kernels for what the plain loops would be used for.
                for change in changes.changes { addProduct(x, change, ys) }
            } else {
                addToBatch(x, changes, ys)
            }
        }
    }

    /// Rows that share the reading of weights.
    private static let tiledRows = 16

    /// Some rows after the other: rounded, times A, times B.
    private func addTiled(
        _ x: Matrix, _ spans: [Range<Int>], _ changes: TiledChanges, _ room: LowRankRoom, _ ys: [Matrix]
    ) {
        let items = spans.flatMap { rows in
            stride(from: rows.lowerBound, to: rows.upperBound, by: Self.tiledRows).map {
                $0..<min(rows.upperBound, $0 + Self.tiledRows)
            }
        }
        let outputs = unsafe ys.map { unsafe $0.base }
        pool.dispatch(items.count) { item, worker in
            let rows = items[item]
            let memory = unsafe scratch[worker].bytes(
                rows.count * (room.rowBytes + room.lowBytes) + room.floatBytes(rows.count))
            let low = unsafe memory + rows.count * room.rowBytes
            let floats = unsafe low + rows.count * room.lowBytes
            unsafe round(x, rows, into: memory)
            for index in changes.places(ofRow: rows.lowerBound) {
                let change = unsafe changes.byRows[index]
                unsafe multiplyDown(change, memory, rows.count, room, floats, into: low)
                unsafe ck_tiles_dot(
                    level, change.up, change.outputs, change.rank, 0, change.outputs, low, room.lowBytes,
                    rows.count, 1, outputs[change.output] + rows.lowerBound * change.outputs, change.outputs)
            }
        }
    }

    /// Rows as integers, one after the other.
    @unsafe
    func round(_ x: Matrix, _ rows: Range<Int>, into memory: UnsafeMutableRawPointer) {
        let rowBytes = ck_int16_row_bytes(x.columns)
        for (place, row) in rows.enumerated() {
            unsafe ck_quantize_int16(
                level, x.base + row * x.columns, x.columns, memory + place * rowBytes)
        }
    }

    /// The products of rounded rows with A, scaled and rounded again; `memory` holds their floats.
    @unsafe
    func multiplyDown(
        _ change: TiledChange, _ rows: UnsafeMutableRawPointer, _ count: Int, _ room: LowRankRoom,
        _ memory: UnsafeMutableRawPointer, into low: UnsafeMutableRawPointer
    ) {
        let columns = LowRankRoom.columns(change.rank)
        let floats = unsafe memory.bindMemory(to: Float.self, capacity: count * columns)
        // What lies beyond the rank counts as zero.
        unsafe floats.update(repeating: 0, count: count * columns)
        unsafe ck_tiles_dot(
            level, change.down, change.rank, change.inputs, 0, change.rank, rows, room.rowBytes, count, 0,
            floats, columns)
        unsafe ck_scale_f32(level, change.scale, floats, count * columns)
        for row in 0..<count {
            unsafe ck_quantize_int16(level, floats + row * columns, columns, low + row * room.lowBytes)
        }
    }

    /// All rows of a text at once, as products of 32-bit floats.
    private func addToBatch(_ x: Matrix, _ changes: LowRankChanges, _ ys: [Matrix]) {
        let kernels = PackedKernels(numbers: .float32, level: level)
        let lows = changes.changes.map { Matrix(rows: $0.rows.count, columns: $0.a.rows) }
        // Floats are multiplied where they are, so packing takes no memory.
        let unused = unsafe shared.bytes(1)
        let down = changes.changes.indices.map { index in
            let change = changes.changes[index]
            let rows = unsafe pack(MatrixSlice(x.view(change.rows)), kernels, into: unused)
            return ProductSum(
                [ProductSum.Term(left: rows, right: StoredRows(MatrixSlice(change.a)), across: false)],
                rows: change.rows.count, into: MatrixSlice(lows[index]), .overwrite)
        }
        multiply(down, kernels)
        for (low, change) in zip(lows, changes.changes) {
            unsafe ck_scale_f32(level, change.scale, low.base, low.count)
        }
        let up = changes.groups.map { group in
            let terms = group.changes.map { index in
                let rows = unsafe pack(MatrixSlice(lows[index]), kernels, into: unused)
                return ProductSum.Term(
                    left: rows, right: StoredRows(MatrixSlice(changes.changes[index].b)), across: false)
            }
            return ProductSum(
                terms, rows: group.rows.count, into: MatrixSlice(ys[group.output].view(group.rows)), .add)
        }
        // The products hold addresses only.
        withExtendedLifetime(lows) { multiply(up, kernels) }
    }

    private func addProduct(_ x: Matrix, _ change: LowRankChange, _ ys: [Matrix]) {
        let rows = x.view(change.rows)
        let low = Matrix(rows: rows.rows, columns: change.a.rows)
        product(
            MatrixSlice(rows), transposeA: false, MatrixSlice(change.a), transposeB: true, alpha: 1, beta: 0,
            into: MatrixSlice(low))
        product(
            MatrixSlice(low), transposeA: false, MatrixSlice(change.b), transposeB: true, alpha: change.scale,
            beta: 1, into: MatrixSlice(ys[change.output].view(change.rows)))
    }

    /// Each row for itself, in 32-bit floats.
    private func addToRows(_ x: Matrix, _ changes: LowRankChanges, _ ys: [Matrix]) {
        let items = changes.groups.flatMap { group in group.rows.map { (row: $0, group: group) } }
        pool.dispatch(items.count) { index, worker in
            let (row, group) = items[index]
            let y = ys[group.output]
            let down = unsafe scratch[worker].floats(changes.rank + y.columns)
            let up = unsafe down + changes.rank
            for change in group.changes {
                let change = changes.changes[change]
                unsafe dotRows(change.a, x.base + row * x.columns, into: down)
                unsafe dotRows(change.b, down, into: up)
                unsafe ck_axpy_f32(level, change.scale, up, y.base + row * y.columns, y.columns)
            }
        }
    }
}
