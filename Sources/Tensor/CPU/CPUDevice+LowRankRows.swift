internal import CKernels
internal import Core

/// What adapters add to the outputs of a batch.
extension CPUDevice {
    /// The changes of one row of the batch to one output, in the order in which they are added: the unit of work.
    private struct Item {
        var row: Int
        var output: Int
        var changes: [LowRankChange]
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
        guard path == .decoding else {
            for change in changes {
                addLowRank(
                    x.view(change.rows), a: change.a, b: change.b, scale: change.scale,
                    into: ys[change.output].view(change.rows), path: path)
            }
            return
        }
        addToRows(x, changes, ys)
    }

    /// Each row for itself, all in one go.
    private func addToRows(_ x: Matrix, _ changes: [LowRankChange], _ ys: [Matrix]) {
        let items = items(changes)
        let rank = changes.reduce(0) { max($0, $1.a.rows) }
        let rowBytes = ck_int16_row_bytes(x.columns)
        let usesIntegers = changes.contains { canRound($0) }
        pool.exclusively {
            let integers = unsafe shared.bytes(x.rows * rowBytes)
            if usesIntegers {
                for row in Set(items.map(\.row)) {
                    unsafe ck_quantize_int16(
                        level, x.base + row * x.columns, x.columns, integers + row * rowBytes)
                }
            }
            pool.dispatch(items.count) { index, worker in
                let item = items[index]
                let y = ys[item.output]
                let room = unsafe scratch[worker].floats(rank + y.columns)
                for change in item.changes {
                    unsafe add(
                        change, x.base + item.row * x.columns, integers + item.row * rowBytes, room,
                        to: y.base + item.row * y.columns)
                }
            }
        }
    }

    private func canRound(_ change: LowRankChange) -> Bool {
        numerics == .fast && change.weights != nil
    }

    private func items(_ changes: [LowRankChange]) -> [Item] {
        var items: [Item] = []
        var places: [[Int]: Int] = [:]
        for change in changes {
            for row in change.rows {
                let key = [row, change.output]
                if let place = places[key] {
                    items[place].changes.append(change)
                } else {
                    places[key] = items.count
                    items.append(Item(row: row, output: change.output, changes: [change]))
                }
            }
        }
        return items
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
