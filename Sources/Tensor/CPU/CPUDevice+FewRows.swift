internal import CKernels

/// Linear layers for few rows: weights are multiplied as they are stored, and each of them is read once for all rows.
///
/// Every row is computed for itself, in an order that does not depend on the others.
extension CPUDevice {
    /// Products of one item where there are many.
    ///
    /// Few enough that threads end together; but an item begins with weights that nothing has asked for in time, so it
    /// must not be short either.
    private static let itemProducts = 1_048_576
    /// Outputs between which adapters add to what is still in the first-level cache; a multiple of the step.
    private static let adaptedOutputs = 256

    /// One layer of a call as plain addresses, which workers read without counting references.
    @safe
    private struct Layer {
        let format: Int32
        let usesIntegers: Bool
        let weights: UnsafeRawPointer
        let rowBytes: Int
        /// The layer's outputs among those of all layers.
        let outputs: Range<Int>
        let y: UnsafeMutablePointer<Float>
    }

    /// The rows of a call as the kernels read them.
    @safe
    private struct Input {
        let rows: Int
        let columns: Int
        let floats: UnsafePointer<Float>
        /// Sums of blocks of 32, for the products with floats.
        let sums: UnsafeMutablePointer<Float>
        /// Rows of ck_quantize_int16.
        let integers: UnsafeMutableRawPointer
        /// Rows of the same for the products with the first matrices of adapters.
        let low: UnsafeMutableRawPointer
        let lowBytes: Int
    }

    /// `y = x · Wᵀ`, split over the outputs of all weights, and what adapters add to it.
    func linearFew(
        _ x: Matrix, _ weights: [WeightMatrix], adding changes: TiledChanges?, before next: TiledChanges?,
        _ room: LowRankRoom, _ ys: [Matrix]
    ) {
        var layers: [Layer] = []
        layers.reserveCapacity(weights.count)
        var total = 0
        for (weight, y) in zip(weights, ys) {
            unsafe layers.append(
                Layer(
                    format: Int32(weight.format.rawValue), usesIntegers: usesIntegers(weight),
                    weights: weight.address, rowBytes: weight.rowBytes, outputs: total..<total + weight.rows,
                    y: y.base))
            total += weight.rows
        }
        let input = prepare(
            x, integers: changes != nil || layers.contains { $0.usesIntegers },
            sums: layers.contains { !$0.usesIntegers }, changes, room)
        let work = total * x.columns * x.rows
        let pieces = work < Self.parallelProducts ? 1 : max(threadCount * 2, work / Self.itemProducts)
        let steps = (total + WeightTiles.outputStep - 1) / WeightTiles.outputStep
        let size = (steps + pieces - 1) / pieces * WeightTiles.outputStep
        unsafe layers.withUnsafeBufferPointer { layers in
            pool.dispatch((total + size - 1) / size) { item, worker in
                let outputs = item * size..<min(total, (item + 1) * size)
                for index in layers.indices {
                    let layer = unsafe layers[index]
                    let part = outputs.clamped(to: layer.outputs)
                    if part.isEmpty { continue }
                    guard let changes, !changes.places(ofOutput: index).isEmpty else {
                        unsafe multiply(input, layer, part, nil)
                        continue
                    }
                    for first in stride(from: part.lowerBound, to: part.upperBound, by: Self.adaptedOutputs) {
                        let some = first..<min(part.upperBound, first + Self.adaptedOutputs)
                        let own =
                            some.lowerBound - layer.outputs.lowerBound..<some.upperBound
                            - layer.outputs.lowerBound
                        let pieces = unsafe scratch[worker].bytes(
                            changes.pieceCount(before: next) * MemoryLayout<ck_piece>.stride
                        ).assumingMemoryBound(to: ck_piece.self)
                        let count = unsafe changes.pieces(
                            output: index, own, before: next, share: some, of: total, into: pieces)
                        var ahead = unsafe ck_ahead(pieces: pieces, count: count, piece: 0, offset: 0)
                        unsafe multiply(input, layer, some, &ahead)
                        add(changes, output: index, input, layer, own)
                    }
                }
            }
        }
    }

    /// Rounds the activations, sums their blocks, and multiplies them by the first matrices of adapters.
    private func prepare(
        _ x: Matrix, integers: Bool, sums needsSums: Bool, _ changes: TiledChanges?, _ room: LowRankRoom
    ) -> Input {
        let blocks = x.columns / 32
        let rowBytes = ck_int16_row_bytes(x.columns)
        let lowCount = changes?.lowCount ?? 0
        let memory = unsafe shared.bytes(
            x.rows * (rowBytes + blocks * MemoryLayout<Float>.stride + 64) + lowCount * room.lowBytes)
        let low = unsafe memory + x.rows * rowBytes
        let sums = unsafe (low + lowCount * room.lowBytes).bindMemory(
            to: Float.self, capacity: x.rows * blocks)
        let input = unsafe Input(
            rows: x.rows, columns: x.columns, floats: x.base, sums: sums, integers: memory, low: low,
            lowBytes: room.lowBytes)
        let size = x.count < Self.parallelElements && changes == nil ? x.rows : 1
        pool.dispatch((x.rows + size - 1) / size) { item, worker in
            for row in item * size..<min(x.rows, (item + 1) * size) {
                let floats = unsafe input.floats + row * x.columns
                let integerRow = unsafe input.integers + row * rowBytes
                if integers { unsafe ck_quantize_int16(level, floats, x.columns, integerRow) }
                if needsSums {
                    unsafe ck_block_sums(level, floats, input.sums + row * blocks, x.columns)
                }
                guard let changes else { continue }
                let memory = unsafe scratch[worker].bytes(room.floatBytes(1))
                for index in changes.places(ofRow: row) {
                    let change = unsafe changes.byRows[index]
                    let place = change.place + row - change.rows.lowerBound
                    unsafe multiplyDown(
                        change, integerRow, 1, room, memory, into: input.low + place * room.lowBytes)
                }
            }
        }
        return input
    }

    /// Adds the products with the second matrices of adapters to some outputs of one layer.
    private func add(
        _ changes: TiledChanges, output: Int, _ input: Input, _ layer: Layer, _ outputs: Range<Int>
    ) {
        for index in changes.places(ofOutput: output) {
            let change = unsafe changes.byOutput[index]
            unsafe ck_tiles_dot(
                level, change.up, change.outputs, change.rank, outputs.lowerBound, outputs.count,
                input.low + change.place * input.lowBytes, input.lowBytes, change.rows.count, 1,
                layer.y + change.rows.lowerBound * change.outputs + outputs.lowerBound, change.outputs)
        }
    }

    /// All rows times some outputs of one layer.
    @unsafe
    private func multiply(
        _ input: Input, _ layer: Layer, _ outputs: Range<Int>, _ ahead: UnsafeMutablePointer<ck_ahead>?
    ) {
        let first = outputs.lowerBound - layer.outputs.lowerBound
        let stride = layer.outputs.count
        let weights = unsafe layer.weights + first * layer.rowBytes
        guard !layer.usesIntegers else {
            unsafe ck_dot_rows_int16(
                level, layer.format, weights, layer.rowBytes, outputs.count, input.columns, input.integers,
                input.rows, layer.y + first, stride, ahead)
            return
        }
        for row in 0..<input.rows {
            unsafe ck_dot_rows(
                level, layer.format, weights, layer.rowBytes, outputs.count, input.columns,
                input.floats + row * input.columns, input.sums + row * (input.columns / 32),
                layer.y + row * stride + first)
        }
    }

    /// Every row of a matrix times one vector.
    @unsafe
    func dotRows(
        _ matrix: Matrix, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
    ) {
        unsafe ck_dot_rows(
            level, Int32(WeightFormat.f32.rawValue), matrix.base,
            matrix.columns * MemoryLayout<Float>.stride, matrix.rows, matrix.columns, x, nil, y)
    }
}
