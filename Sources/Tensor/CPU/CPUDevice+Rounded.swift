internal import CKernels
internal import Core

/// Linear layers in 16-bit numbers with 32-bit sums: what ``Numerics/fast`` adds.
///
/// Activations are rounded and packed once for all weights that read them; each worker packs a tile of weights into its own
/// memory and multiplies all tokens by it, so that a weight is expanded once a call.
extension CPUDevice {
    /// Packed numbers of one tile of weights: they stay in a core's second-level cache.
    private static let packedTile = 196_608
    /// Rows of weights that are packed at once when they are summed over.
    private static let packedRows = 2048

    /// Whether products of several tokens with these weights are rounded.
    func rounds(_ weight: WeightMatrix) -> Bool {
        roundsProducts && weight.format != .f32
    }

    /// Whether products of few tokens with these weights use activations in 16-bit integers.
    func usesIntegers(_ weight: WeightMatrix) -> Bool {
        numerics == .fast && instructions != .portable && ck_has_int16(Int32(weight.format.rawValue)) != 0
    }

    /// Outputs of one of the weights: the unit of work.
    private struct Tile {
        var weight: Int
        var lanes: Range<Int>
    }

    /// `y = x · Wᵀ` for weights that are rounded.
    func linearRounded(_ x: Matrix, _ weights: [WeightMatrix], _ ys: [Matrix]) {
        guard !weights.isEmpty else { return }
        let rowStride = ck_bf16_stride(x.columns)
        let rows = unsafe packRows(x, stride: rowStride)
        let tiles = weights.indices.flatMap { index in
            lanes(weights[index].rows, inner: x.columns, multipleOf: Int(CK_PANEL)).map {
                Tile(weight: index, lanes: $0)
            }
        }
        pool.dispatch(tiles.count) { item, worker in
            let tile = tiles[item]
            let (weight, y) = (weights[tile.weight], ys[tile.weight])
            let packed = unsafe scratch[worker].halves(ck_bf16_panel_count(x.columns, tile.lanes.count))
            unsafe ck_bf16_pack_weights(
                level, Int32(weight.format.rawValue),
                weight.address + tile.lanes.lowerBound * weight.rowBytes, weight.rowBytes, tile.lanes.count,
                x.columns, packed)
            unsafe ck_bf16_product(
                level, x.rows, tile.lanes.count, x.columns, rows, rowStride, packed,
                y.base + tile.lanes.lowerBound, y.columns, 0)
        }
    }

    /// `dx (+)= dy · W` for weights that are rounded.
    func inputGradientRounded(_ dy: Matrix, _ weight: WeightMatrix, _ dx: Matrix, accumulate: Bool) {
        let rowStride = ck_bf16_stride(dy.columns)
        let rows = unsafe packRows(dy, stride: rowStride)
        let step = max(Int(CK_PANEL), weight.format.blockWeights)
        let inner = min(weight.rows, Self.packedRows)
        let tiles = lanes(weight.columns, inner: inner, multipleOf: step)
        pool.dispatch(tiles.count) { item, worker in
            let lanes = tiles[item]
            let packed = unsafe scratch[worker].halves(ck_bf16_panel_count(inner, lanes.count))
            let start =
                unsafe weight.address + lanes.lowerBound / weight.format.blockWeights
                * weight.format.blockBytes
            for first in stride(from: 0, to: weight.rows, by: inner) {
                let count = min(inner, weight.rows - first)
                unsafe ck_bf16_pack_weights_across(
                    level, Int32(weight.format.rawValue), start + first * weight.rowBytes, weight.rowBytes,
                    count, lanes.count, packed)
                unsafe ck_bf16_product(
                    level, dy.rows, lanes.count, count, rows + first, rowStride, packed,
                    dx.base + lanes.lowerBound, dx.columns, accumulate || first > 0 ? 1 : 0)
            }
        }
    }

    /// Rounds all rows into the shared memory.
    @unsafe
    private func packRows(_ x: Matrix, stride: Int) -> UnsafeMutablePointer<UInt16> {
        let target = unsafe shared.halves(x.rows * stride)
        let size = max(1, (x.rows + 4 * threadCount - 1) / (4 * threadCount))
        pool.dispatch((x.rows + size - 1) / size) { item, _ in
            let part = item * size..<min(x.rows, (item + 1) * size)
            unsafe ck_bf16_pack_rows(
                level, x.base + part.lowerBound * x.columns, x.columns, part.count, x.columns,
                target + part.lowerBound * stride, stride)
        }
        return unsafe target
    }

    /// Cuts lanes into tiles that fit the cache and that the threads can share.
    private func lanes(_ count: Int, inner: Int, multipleOf step: Int) -> [Range<Int>] {
        let fitting = max(1, Self.packedTile / max(1, inner) / step)
        let shared = max(1, (count + 3 * threadCount * step - 1) / (3 * threadCount * step))
        let size = min(fitting, shared) * step
        return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }
}
