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
    /// Outputs that kernels compute side by side.
    private static let outputStep = 16

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
    }

    /// `y = x · Wᵀ`, split over the outputs of all weights.
    func linearFew(_ x: Matrix, _ weights: [WeightMatrix], _ ys: [Matrix]) {
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
            x, integers: layers.contains { $0.usesIntegers }, sums: layers.contains { !$0.usesIntegers })
        let work = total * x.columns * x.rows
        let pieces = work < Self.parallelProducts ? 1 : max(threadCount * 2, work / Self.itemProducts)
        let steps = (total + Self.outputStep - 1) / Self.outputStep
        let size = (steps + pieces - 1) / pieces * Self.outputStep
        unsafe layers.withUnsafeBufferPointer { layers in
            pool.dispatch((total + size - 1) / size) { item, _ in
                let outputs = item * size..<min(total, (item + 1) * size)
                for index in layers.indices {
                    let layer = unsafe layers[index]
                    let part = outputs.clamped(to: layer.outputs)
                    if !part.isEmpty { multiply(input, layer, part) }
                }
            }
        }
    }

    /// Rounds the activations, or sums their blocks.
    private func prepare(_ x: Matrix, integers: Bool, sums needsSums: Bool) -> Input {
        let blocks = x.columns / 32
        let rowBytes = ck_int16_row_bytes(x.columns)
        let memory = unsafe shared.bytes(x.rows * (rowBytes + blocks * MemoryLayout<Float>.stride))
        let sums = unsafe (memory + x.rows * rowBytes).bindMemory(to: Float.self, capacity: x.rows * blocks)
        let input = unsafe Input(
            rows: x.rows, columns: x.columns, floats: x.base, sums: sums, integers: memory)
        let size = x.count < Self.parallelElements ? x.rows : 1
        pool.dispatch((x.rows + size - 1) / size) { item, _ in
            for row in item * size..<min(x.rows, (item + 1) * size) {
                let floats = unsafe input.floats + row * x.columns
                if integers {
                    unsafe ck_quantize_int16(level, floats, x.columns, input.integers + row * rowBytes)
                }
                if needsSums {
                    unsafe ck_block_sums(level, floats, input.sums + row * blocks, x.columns)
                }
            }
        }
        return input
    }

    /// All rows times some outputs of one layer.
    private func multiply(_ input: Input, _ layer: Layer, _ outputs: Range<Int>) {
        let first = outputs.lowerBound - layer.outputs.lowerBound
        let stride = layer.outputs.count
        let weights = unsafe layer.weights + first * layer.rowBytes
        guard !layer.usesIntegers else {
            unsafe ck_dot_rows_int16(
                level, layer.format, weights, layer.rowBytes, outputs.count, input.columns, input.integers,
                input.rows, layer.y + first, stride)
            return
        }
        for row in 0..<input.rows {
            unsafe ck_dot_rows(
                level, layer.format, weights, layer.rowBytes, outputs.count, input.columns,
                input.floats + row * input.columns, input.sums + row * (input.columns / 32),
                layer.y + row * stride + first)
        }
    }

    /// `y += scale · x · Aᵀ · Bᵀ`, split over the rows.
    func addLowRankFew(_ x: Matrix, _ a: Matrix, _ b: Matrix, _ scale: Float, _ y: Matrix) {
        // Few small products are cheaper on this thread than waking another.
        let work = x.rows * a.rows * (x.columns + y.columns)
        let size = work < Self.parallelProducts ? x.rows : 1
        pool.exclusively {
            pool.dispatch((x.rows + size - 1) / size) { item, worker in
                let down = unsafe scratch[worker].floats(a.rows + b.rows)
                let up = unsafe down + a.rows
                for row in item * size..<min(x.rows, (item + 1) * size) {
                    unsafe dotRows(a, x.base + row * x.columns, into: down)
                    unsafe dotRows(b, down, into: up)
                    unsafe ck_axpy_f32(level, scale, up, y.base + row * y.columns, y.columns)
                }
            }
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
