internal import CKernels
internal import COpenBLAS

extension CPUDevice {
    /// Up to so many tokens, weights are multiplied as they are stored unless the caller says otherwise; from there on
    /// they are expanded first, because the expansion is then shared by enough tokens.
    static let fusedTokens = 3
    /// Floats in one expanded tile: about as much as a core's second-level cache holds beside the rest.
    static let tileElements = 262_144

    package func embeddingRows(_ table: WeightMatrix, ids: [Int], into y: Matrix) {
        precondition(y.rows == ids.count && y.columns == table.columns, "The rows do not fit the result.")
        for (row, id) in ids.enumerated() {
            precondition(id >= 0 && id < table.rows, "Token \(id) is outside a table of \(table.rows) rows.")
            unsafe ck_expand(
                level, Int32(table.format.rawValue), table.address + id * table.rowBytes,
                y.base + row * y.columns, table.columns)
        }
    }

    package func linear(_ x: Matrix, _ weights: [WeightMatrix], into ys: [Matrix], path: LinearPath) {
        check(x, weights, ys)
        pool.exclusively { linearAlone(x, weights, ys, path) }
    }

    /// Traps when shapes do not fit.
    func check(_ x: Matrix, _ weights: [WeightMatrix], _ ys: [Matrix]) {
        precondition(weights.count == ys.count, "\(weights.count) weights need as many results.")
        for (weight, y) in zip(weights, ys) {
            precondition(
                weight.columns == x.columns && y.rows == x.rows && y.columns == weight.rows,
                "A layer of \(weight.columns) inputs and \(weight.rows) outputs does not map "
                    + "\(x.rows) x \(x.columns) to \(y.rows) x \(y.columns).")
        }
    }

    /// The layers without adapters; only inside ``ThreadPool/exclusively(_:)``.
    func linearAlone(_ x: Matrix, _ weights: [WeightMatrix], _ ys: [Matrix], _ path: LinearPath) {
        guard x.rows > 0 else { return }
        if isFew(x.rows, path) {
            linearFew(x, weights, adding: nil, before: nil, LowRankRoom(inputs: x.columns, rank: 0), ys)
            return
        }
        for isRounded in [true, false] {
            let part = weights.indices.filter { rounds(weights[$0]) == isRounded }
            if let kernels = kernels(for: part.map { weights[$0] }) {
                linearPacked(x, part.map { weights[$0] }, part.map { ys[$0] }, kernels)
            } else {
                for index in part { linearExpanded(x, weights[index], ys[index]) }
            }
        }
    }

    /// Whether weights are multiplied as they are stored.
    func isFew(_ rows: Int, _ path: LinearPath) -> Bool {
        switch path {
        case .byCount: rows <= Self.fusedTokens
        case .decoding: true
        case .prefill: false
        }
    }

    /// Each worker expands tiles of outputs and multiplies all tokens by them.
    private func linearExpanded(_ x: Matrix, _ weight: WeightMatrix, _ y: Matrix) {
        let tile = tileRows(weight, multipleOf: threadCount)
        pool.dispatch((weight.rows + tile - 1) / tile) { item, worker in
            let rows = item * tile..<min(weight.rows, (item + 1) * tile)
            let source = unsafe weight.address + rows.lowerBound * weight.rowBytes
            let floats: UnsafePointer<Float>
            if weight.isPlain {
                unsafe floats = source.assumingMemoryBound(to: Float.self)
            } else {
                let expanded = unsafe scratch[worker].floats(rows.count * weight.columns)
                unsafe ck_expand(
                    level, Int32(weight.format.rawValue), source, expanded, rows.count * weight.columns)
                unsafe floats = UnsafePointer(expanded)
            }
            unsafe cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(x.rows), blasint(rows.count),
                blasint(x.columns), 1, x.base, blasint(x.columns), floats, blasint(weight.columns), 0,
                y.base + rows.lowerBound, blasint(y.columns))
        }
    }

    package func linearInputGradient(
        _ dy: Matrix, _ weight: WeightMatrix, into dx: Matrix, accumulate: Bool
    ) {
        precondition(
            dy.columns == weight.rows && dx.columns == weight.columns && dx.rows == dy.rows,
            "A layer of \(weight.columns) inputs and \(weight.rows) outputs does not map gradients of "
                + "\(dy.rows) x \(dy.columns) to \(dx.rows) x \(dx.columns).")
        guard dy.rows > 0 else { return }
        if let kernels = kernels(for: [weight]) {
            pool.exclusively { inputGradientPacked(dy, weight, dx, accumulate: accumulate, kernels) }
            return
        }
        let tile = tileRows(weight, multipleOf: 1)
        let piece = (dy.rows + threadCount - 1) / threadCount
        pool.exclusively {
            for first in stride(from: 0, to: weight.rows, by: tile) {
                let rows = first..<min(weight.rows, first + tile)
                let floats = unsafe expandShared(weight, rows)
                pool.dispatch((dy.rows + piece - 1) / piece) { item, _ in
                    let tokens = item * piece..<min(dy.rows, (item + 1) * piece)
                    unsafe cblas_sgemm(
                        CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(tokens.count),
                        blasint(dx.columns), blasint(rows.count), 1,
                        dy.base + tokens.lowerBound * dy.columns + first, blasint(dy.columns), floats,
                        blasint(weight.columns), accumulate || first > 0 ? 1 : 0,
                        dx.base + tokens.lowerBound * dx.columns, blasint(dx.columns))
                }
            }
        }
    }

    /// Expands rows into the shared scratch with all threads; 32-bit weights are used where they are.
    @unsafe
    private func expandShared(_ weight: WeightMatrix, _ rows: Range<Int>) -> UnsafePointer<Float> {
        let source = unsafe weight.address + rows.lowerBound * weight.rowBytes
        guard !weight.isPlain else { return unsafe source.assumingMemoryBound(to: Float.self) }
        let expanded = unsafe shared.floats(rows.count * weight.columns)
        let piece = max(1, (rows.count + 2 * threadCount - 1) / (2 * threadCount))
        pool.dispatch((rows.count + piece - 1) / piece) { item, _ in
            let part = item * piece..<min(rows.count, (item + 1) * piece)
            unsafe ck_expand(
                level, Int32(weight.format.rawValue), source + part.lowerBound * weight.rowBytes,
                expanded + part.lowerBound * weight.columns, part.count * weight.columns)
        }
        return unsafe UnsafePointer(expanded)
    }

    /// Rows of a tile: even pieces of at most ``tileElements`` floats, in a number that the threads share.
    private func tileRows(_ weight: WeightMatrix, multipleOf threads: Int) -> Int {
        let least = (weight.rows * weight.columns + Self.tileElements - 1) / Self.tileElements
        let pieces = (least + threads - 1) / threads * threads
        let rows = (weight.rows + pieces - 1) / pieces
        return (rows + 15) / 16 * 16
    }

    package func gemm(
        _ a: MatrixSlice, transposeA: Bool, _ b: MatrixSlice, transposeB: Bool, alpha: Float, beta: Float,
        into c: MatrixSlice
    ) {
        pool.exclusively {
            product(
                a, transposeA: transposeA, b, transposeB: transposeB, alpha: alpha, beta: beta, into: c)
        }
    }

    /// The same, only inside ``ThreadPool/exclusively(_:)``.
    func product(
        _ a: MatrixSlice, transposeA: Bool, _ b: MatrixSlice, transposeB: Bool, alpha: Float, beta: Float,
        into c: MatrixSlice
    ) {
        let (m, k) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
        let (k2, n) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
        precondition(
            k == k2 && c.rows == m && c.columns == n,
            "Products of \(m) x \(k) and \(k2) x \(n) do not give \(c.rows) x \(c.columns).")
        guard m > 0, n > 0 else { return }
        let pieces = m * n * k < Self.parallelProducts ? 1 : threadCount
        let splitsRows = m >= n
        let whole = splitsRows ? m : n
        let piece = ((whole + pieces - 1) / pieces + 7) / 8 * 8
        pool.dispatch((whole + piece - 1) / piece) { item, _ in
            let part = item * piece..<min(whole, (item + 1) * piece)
            let row = splitsRows ? part.lowerBound : 0
            let column = splitsRows ? 0 : part.lowerBound
            unsafe cblas_sgemm(
                CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans, blasint(splitsRows ? part.count : m),
                blasint(splitsRows ? n : part.count), blasint(k), alpha,
                a.base + (transposeA ? row : row * a.stride), blasint(a.stride),
                b.base + (transposeB ? column * b.stride : column), blasint(b.stride), beta,
                c.base + row * c.stride + column, blasint(c.stride))
        }
    }
}
