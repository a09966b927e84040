internal import CKernels

/// Linear layers with low-rank pairs as sums of packed products: what an input or a gradient is packed to serves all of them.
extension CPUDevice {
    package func linear(
        _ x: Matrix, _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float, low: Matrix,
        into ys: [Matrix]
    ) {
        requirePairs(x, weights, pairs, low)
        for (weight, y) in zip(weights, ys) {
            precondition(y.rows == x.rows && y.columns == weight.rows, "The results do not fit the layers.")
        }
        guard let kernels = kernels(for: weights), x.rows > Self.fusedTokens else {
            plainLinear(x, weights, pairs: pairs, scale: scale, low: low, into: ys)
            return
        }
        pool.exclusively {
            let room = PackingRoom(
                shared,
                bytes: kernels.rowBytes(x.rows, inner: x.columns) + weights.count
                    * kernels.rowBytes(x.rows, inner: pairs.rank))
            let rows = unsafe pack(MatrixSlice(x), kernels, in: room)
            lower(rows, x.rows, pairs, scale, kernels, into: low)
            let sums = weights.indices.map { part in
                let lowRows = unsafe pack(pairs.columns(of: part, in: low), kernels, in: room)
                return ProductSum(
                    [
                        ProductSum.Term(left: rows, right: StoredRows(weights[part]), across: false),
                        ProductSum.Term(
                            left: lowRows, right: StoredRows(MatrixSlice(pairs.b[part])), across: false),
                    ], rows: x.rows, into: MatrixSlice(ys[part]), .overwrite)
            }
            multiply(sums, kernels)
        }
    }

    package func lower(
        _ x: Matrix, _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float, into low: Matrix
    ) {
        requirePairs(x, weights, pairs, low)
        guard let kernels = kernels(for: weights), x.rows > Self.fusedTokens else {
            plainLower(x, pairs: pairs, scale: scale, into: low)
            return
        }
        pool.exclusively {
            let room = PackingRoom(shared, bytes: kernels.rowBytes(x.rows, inner: x.columns))
            lower(unsafe pack(MatrixSlice(x), kernels, in: room), x.rows, pairs, scale, kernels, into: low)
        }
    }

    /// `low = scale · x · Aᵀ` of packed rows.
    private func lower(
        _ x: PackedRows, _ rows: Int, _ pairs: LowRankGroup, _ scale: Float, _ kernels: PackedKernels,
        into low: Matrix
    ) {
        let term = ProductSum.Term(left: x, right: StoredRows(MatrixSlice(pairs.stackedA)), across: false)
        multiply([ProductSum([term], rows: rows, into: MatrixSlice(low), .overwrite)], kernels)
        unsafe ck_scale_f32(level, scale, low.base, low.count)
    }

    package func linearGradient(
        _ x: Matrix, low: Matrix, dys: [Matrix], _ weights: [WeightMatrix], pairs: LowRankGroup, scale: Float,
        dLow: Matrix, gradients: LowRankGroup, into dx: Matrix?
    ) {
        requirePairs(x, weights, pairs, low)
        requireSameShape(low, dLow)
        for (weight, dy) in zip(weights, dys) {
            precondition(dy.rows == x.rows && dy.columns == weight.rows, "The gradients do not fit.")
        }
        guard let kernels = kernels(for: weights), x.rows > Self.fusedTokens else {
            plainLinearGradient(
                x, low: low, dys: dys, weights, pairs: pairs, scale: scale, dLow: dLow, gradients: gradients,
                into: dx)
            return
        }
        pool.exclusively {
            let turnedBytes = kernels.rowBytes(low.columns, inner: low.rows)
            let room = PackingRoom(
                shared,
                bytes: dys.reduce(0) { $0 + kernels.rowBytes($1.rows, inner: $1.columns) }
                    + kernels.rowBytes(dLow.rows, inner: dLow.columns) + 2 * turnedBytes)
            let dyRows = dys.map { unsafe pack(MatrixSlice($0), kernels, in: room) }
            lowGradient(dyRows, x.rows, pairs, scale, kernels, into: dLow)
            let dLowRows = unsafe pack(MatrixSlice(dLow), kernels, in: room)
            let (turnedLow, turnedGradient) = unsafe (room.take(turnedBytes), room.take(turnedBytes))
            pool.dispatch(2) { item, worker in
                unsafe turn(
                    item == 0 ? low : dLow, kernels, into: item == 0 ? turnedLow : turnedGradient,
                    memory: scratch[worker])
            }
            var sums: [ProductSum] = []
            if let dx {
                let terms = weights.indices.map {
                    ProductSum.Term(left: dyRows[$0], right: StoredRows(weights[$0]), across: true)
                }
                let last = ProductSum.Term(
                    left: dLowRows, right: StoredRows(MatrixSlice(pairs.stackedA)), across: true)
                sums.append(ProductSum(terms + [last], rows: x.rows, into: MatrixSlice(dx), .overwrite))
            }
            let stride = kernels.rowStride(x.rows)
            let turned = unsafe PackedRows(base: turnedGradient, inner: x.rows, stride: stride)
            sums.append(
                ProductSum(
                    [ProductSum.Term(left: turned, right: StoredRows(MatrixSlice(x)), across: true)],
                    rows: low.columns, into: MatrixSlice(gradients.stackedA), .add))
            for (part, dy) in dys.enumerated() {
                let first = pairs.slots[part] * kernels.rowBytes(pairs.rank, inner: x.rows)
                let turned = unsafe PackedRows(base: turnedLow + first, inner: x.rows, stride: stride)
                sums.append(
                    ProductSum(
                        [ProductSum.Term(left: turned, right: StoredRows(MatrixSlice(dy)), across: true)],
                        rows: pairs.rank, into: MatrixSlice(gradients.b[part]), .addTransposed))
            }
            multiply(sums, kernels)
        }
    }

    /// `dLow = scale · Σ dy · B`, over the parts of each slot.
    private func lowGradient(
        _ dys: [PackedRows], _ rows: Int, _ pairs: LowRankGroup, _ scale: Float, _ kernels: PackedKernels,
        into dLow: Matrix
    ) {
        let sums = Set(pairs.slots).sorted().map { slot in
            let parts = dys.indices.filter { pairs.slots[$0] == slot }
            let terms = parts.map {
                ProductSum.Term(left: dys[$0], right: StoredRows(MatrixSlice(pairs.b[$0])), across: true)
            }
            return ProductSum(
                terms, rows: rows, into: pairs.columns(of: parts[0], in: dLow), .overwrite)
        }
        multiply(sums, kernels)
        unsafe ck_scale_f32(level, scale, dLow.base, dLow.count)
    }

    /// Packs the columns of a narrow matrix as rows.
    @unsafe
    private func turn(
        _ x: Matrix, _ kernels: PackedKernels, into target: UnsafeMutableRawPointer, memory: Scratch
    ) {
        unsafe kernels.packColumns(
            x.base, stride: x.columns, rows: x.rows, columns: x.columns, into: target,
            targetStride: kernels.rowStride(x.rows), room: memory.floats(x.count))
    }

    /// Packs rows into a part of the room.
    @unsafe
    private func pack(_ x: MatrixSlice, _ kernels: PackedKernels, in room: PackingRoom) -> PackedRows {
        unsafe pack(x, kernels, into: room.take(kernels.rowBytes(x.rows, inner: x.columns)))
    }

    private func requirePairs(_ x: Matrix, _ weights: [WeightMatrix], _ pairs: LowRankGroup, _ low: Matrix) {
        precondition(
            weights.count == pairs.b.count && pairs.stackedA.columns == x.columns && low.rows == x.rows
                && low.columns == pairs.stackedA.rows
                && zip(weights, pairs.b).allSatisfy { $0.rows == $1.rows && $0.columns == x.columns },
            "Low-rank pairs of \(pairs.stackedA.rows) x \(pairs.stackedA.columns) do not fit the layers.")
    }
}
