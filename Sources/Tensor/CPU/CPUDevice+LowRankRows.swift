internal import CKernels
internal import Core

/// What adapters add to the outputs of a batch.
extension CPUDevice {
    /// Neighbouring changes to one output of the same rows, added in their order.
    private struct Group {
        var rows: Range<Int>
        var output: Int
        var changes: Range<Int>
    }

    package func addLowRank(
        _ x: Matrix, _ changes: [LowRankChange], into ys: [Matrix], path: LinearPath
    ) {
        for change in changes {
            let y = ys[change.output]
            precondition(
                change.a.columns == x.columns && change.a.rows == change.b.columns && y.rows == x.rows
                    && y.columns == change.b.rows && change.rows.upperBound <= x.rows,
                "Matrices of \(change.a.rows) x \(change.a.columns) and \(change.b.rows) x "
                    + "\(change.b.columns) do not map \(x.rows) x \(x.columns) to \(y.rows) x \(y.columns).")
        }
        let groups = groups(changes)
        if path == .decoding {
            addToRows(x, changes, groups, ys)
        } else if instructions == .portable {
            // BLAS has kernels for what the plain loops would be used for.
            for change in changes {
                addLowRank(
                    x.view(change.rows), a: change.a, b: change.b, scale: change.scale,
                    into: ys[change.output].view(change.rows), path: path)
            }
        } else {
            addToBatch(x, changes, groups, ys)
        }
    }

    /// Brings neighbours together; no row of an output belongs to two groups.
    private func groups(_ changes: [LowRankChange]) -> [Group] {
        var groups: [Group] = []
        for (index, change) in changes.enumerated() {
            if let last = groups.last, last.rows == change.rows, last.output == change.output {
                groups[groups.count - 1].changes = last.changes.lowerBound..<index + 1
                continue
            }
            precondition(
                !groups.contains { $0.output == change.output && $0.rows.overlaps(change.rows) },
                "Changes of the same rows and output must be neighbours.")
            groups.append(Group(rows: change.rows, output: change.output, changes: index..<index + 1))
        }
        return groups
    }

    /// All rows of a text at once, as products of 32-bit floats.
    private func addToBatch(_ x: Matrix, _ changes: [LowRankChange], _ groups: [Group], _ ys: [Matrix]) {
        let kernels = PackedKernels(numbers: .float32, level: level)
        let lows = changes.map { Matrix(rows: $0.rows.count, columns: $0.a.rows) }
        pool.exclusively {
            // Floats are multiplied where they are, so packing takes no memory.
            let unused = unsafe shared.bytes(1)
            let down = changes.indices.map { index in
                let change = changes[index]
                let rows = unsafe pack(MatrixSlice(x.view(change.rows)), kernels, into: unused)
                return ProductSum(
                    [ProductSum.Term(left: rows, right: StoredRows(MatrixSlice(change.a)), across: false)],
                    rows: change.rows.count, into: MatrixSlice(lows[index]), .overwrite)
            }
            multiply(down, kernels)
            for (low, change) in zip(lows, changes) {
                unsafe ck_scale_f32(level, change.scale, low.base, low.count)
            }
            let up = groups.map { group in
                let terms = group.changes.map { index in
                    let rows = unsafe pack(MatrixSlice(lows[index]), kernels, into: unused)
                    return ProductSum.Term(
                        left: rows, right: StoredRows(MatrixSlice(changes[index].b)), across: false)
                }
                return ProductSum(
                    terms, rows: group.rows.count, into: MatrixSlice(ys[group.output].view(group.rows)), .add)
            }
            multiply(up, kernels)
        }
    }

    /// Each row for itself, all in one go.
    private func addToRows(_ x: Matrix, _ changes: [LowRankChange], _ groups: [Group], _ ys: [Matrix]) {
        let items = groups.flatMap { group in group.rows.map { (row: $0, group: group) } }
        let rank = changes.reduce(0) { max($0, $1.a.rows) }
        let rowBytes = ck_int16_row_bytes(x.columns)
        pool.exclusively {
            let integers = unsafe shared.bytes(x.rows * rowBytes)
            if changes.contains(where: canRound) {
                for row in 0..<x.rows {
                    unsafe ck_quantize_int16(
                        level, x.base + row * x.columns, x.columns, integers + row * rowBytes)
                }
            }
            pool.dispatch(items.count) { index, worker in
                let (row, group) = items[index]
                let y = ys[group.output]
                let room = unsafe scratch[worker].floats(rank + y.columns)
                for change in group.changes {
                    unsafe add(
                        changes[change], x.base + row * x.columns, integers + row * rowBytes, room,
                        to: y.base + row * y.columns)
                }
            }
        }
    }

    private func canRound(_ change: LowRankChange) -> Bool {
        numerics == .fast && change.weights != nil
    }

    /// Adds one change of one row; `room` holds the rank and the outputs.
    @unsafe
    private func add(
        _ change: LowRankChange, _ x: UnsafePointer<Float>, _ integers: UnsafeMutableRawPointer,
        _ room: UnsafeMutablePointer<Float>, to y: UnsafeMutablePointer<Float>
    ) {
        let rank = change.a.rows
        if canRound(change), let weights = change.weights {
            unsafe ck_dot_rows_int16(
                level, Int32(weights.down.format.rawValue), weights.down.address, weights.down.rowBytes, rank,
                change.a.columns, integers, 1, room, rank)
            for index in 0..<rank { unsafe room[index] *= change.scale }
            unsafe ck_add_rows_q8_0(
                level, weights.up.address, weights.up.rowBytes, rank, change.b.rows, room, y)
            return
        }
        let up = unsafe room + rank
        unsafe dotRows(change.a, x, into: room)
        unsafe dotRows(change.b, room, into: up)
        unsafe ck_axpy_f32(level, change.scale, up, y, change.b.rows)
    }
}
