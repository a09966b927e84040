internal import CKernels

/// Sums of packed products, cut into tiles that the threads share.
///
/// A worker packs a tile of each right operand into its own memory and multiplies its rows by it, so that weights are
/// expanded once a call.
extension CPUDevice {
    /// Packed numbers of one tile: they stay in a core's second-level cache.
    private static let tileNumbers = 196_608
    /// Inner positions that are packed at once; a multiple of every block.
    private static let tileInner = 2048
    /// Pieces a thread into which the lanes of a sum are cut where they suffice, so that the threads end together.
    private static let piecesPerThread = 3

    /// A part of one sum: the unit of work.
    private struct Tile {
        var sum: Int
        var rows: Range<Int>
        var lanes: Range<Int>
    }

    /// Computes sums that do not depend on each other; the caller holds the pool.
    func multiply(_ sums: [ProductSum], _ kernels: PackedKernels) {
        let tiles = sums.indices.flatMap { self.tiles(of: sums[$0], $0) }
        pool.dispatch(tiles.count) { item, worker in
            let tile = tiles[item]
            unsafe multiply(sums[tile.sum], tile.rows, tile.lanes, kernels, memory: scratch[worker])
        }
    }

    /// Packs the rows of a matrix at `target`; floats are used where they are.
    ///
    /// The caller holds the pool.
    @unsafe
    func pack(_ x: MatrixSlice, _ kernels: PackedKernels, into target: UnsafeMutableRawPointer) -> PackedRows
    {
        if kernels.numbers == .float32 {
            return unsafe PackedRows(base: UnsafeRawPointer(x.base), inner: x.columns, stride: x.stride)
        }
        let size = max(1, (x.rows + 4 * threadCount - 1) / (4 * threadCount))
        pool.dispatch((x.rows + size - 1) / size) { item, _ in
            let part = item * size..<min(x.rows, (item + 1) * size)
            unsafe kernels.packRows(
                x.base + part.lowerBound * x.stride, stride: x.stride, rows: part.count, inner: x.columns,
                into: target + kernels.rowBytes(part.lowerBound, inner: x.columns))
        }
        return unsafe PackedRows(base: target, inner: x.columns, stride: kernels.rowStride(x.columns))
    }

    @unsafe
    private func multiply(
        _ sum: ProductSum, _ rows: Range<Int>, _ lanes: Range<Int>, _ kernels: PackedKernels, memory: Scratch
    ) {
        let inner = min(Self.tileInner, sum.inner)
        let panelBytes = kernels.panelBytes(inner: inner, lanes: lanes.count)
        let turned = sum.mode == .addTransposed
        let resultBytes = turned ? rows.count * lanes.count * MemoryLayout<Float>.stride : 0
        let panels = unsafe memory.bytes(panelBytes + resultBytes)
        let result =
            turned
            ? unsafe (panels + panelBytes).bindMemory(to: Float.self, capacity: rows.count * lanes.count)
            : unsafe sum.target + rows.lowerBound * sum.stride + lanes.lowerBound
        let stride = turned ? lanes.count : sum.stride
        var adds = sum.mode == .add
        for term in sum.terms {
            for first in Swift.stride(from: 0, to: term.left.inner, by: inner) {
                let positions = first..<min(term.left.inner, first + inner)
                let part =
                    term.across
                    ? term.right.part(rows: positions, columns: lanes)
                    : term.right.part(rows: lanes, columns: positions)
                unsafe kernels.packPanels(part, across: term.across, into: panels)
                unsafe term.left.multiply(
                    rows, at: positions, panels, lanes: lanes.count, kernels, into: result, stride: stride,
                    accumulate: adds)
                adds = true
            }
        }
        guard turned else { return }
        for lane in 0..<lanes.count {
            let target = unsafe sum.target + (lanes.lowerBound + lane) * sum.stride + rows.lowerBound
            for row in 0..<rows.count { unsafe target[row] += result[row * stride + lane] }
        }
    }

    /// Cuts a sum into tiles of lanes that fit the cache, and when these are few, of rows as well.
    private func tiles(of sum: ProductSum, _ index: Int) -> [Tile] {
        let step = sum.laneStep
        let fitting = max(1, Self.tileNumbers / min(Self.tileInner, sum.inner) / step)
        let pieces = Self.piecesPerThread * threadCount
        let even = max(1, (sum.lanes + pieces * step - 1) / (pieces * step))
        let width = min(fitting, even) * step
        let lanes = stride(from: 0, to: sum.lanes, by: width).map { $0..<min(sum.lanes, $0 + width) }
        let cuts = threadCount == 1 || lanes.count >= pieces ? 1 : (pieces + lanes.count - 1) / lanes.count
        // Whole register blocks.
        let height = max(1, ((sum.rows + cuts - 1) / cuts + 11) / 12 * 12)
        return stride(from: 0, to: sum.rows, by: height).flatMap { row in
            lanes.map { Tile(sum: index, rows: row..<min(sum.rows, row + height), lanes: $0) }
        }
    }
}
