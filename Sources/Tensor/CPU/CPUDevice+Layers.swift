internal import CKernels

extension CPUDevice {
    package func rmsNorm(_ x: Matrix, gain: Matrix, epsilon: Float, into y: Matrix) {
        precondition(gain.count == x.columns, "The gain has \(gain.count) elements for \(x.columns) columns.")
        requireSameShape(x, y)
        overRows(x.rows, elements: x.columns) { range in
            let start = range.lowerBound * x.columns
            unsafe ck_rmsnorm_f32(
                level, x.base + start, gain.base, epsilon, y.base + start, range.count, x.columns)
        }
    }

    package func rmsNormGradient(
        _ x: Matrix, gain: Matrix, epsilon: Float, dy: Matrix, into dx: Matrix, accumulate: Bool
    ) {
        precondition(gain.count == x.columns, "The gain has \(gain.count) elements for \(x.columns) columns.")
        requireSameShape(x, dy)
        requireSameShape(x, dx)
        overRows(x.rows, elements: 2 * x.columns) { range in
            let start = range.lowerBound * x.columns
            unsafe ck_rmsnorm_gradient_f32(
                level, x.base + start, gain.base, epsilon, dy.base + start, dx.base + start,
                accumulate ? 1 : 0, range.count, x.columns)
        }
    }

    package func rotary(_ x: Matrix, heads: Int, table: RotaryTable, inverse: Bool) {
        let pairs = table.cosines.columns
        precondition(table.cosines.rows == x.rows, "\(table.cosines.rows) positions for \(x.rows) rows.")
        precondition(heads > 0 && x.columns % heads == 0, "\(x.columns) columns are not \(heads) heads.")
        let dimension = x.columns / heads
        precondition(2 * pairs <= dimension, "Angles for \(2 * pairs) columns, but heads have \(dimension).")
        overRows(x.rows, elements: x.columns) { range in
            unsafe ck_rotary_f32(
                level, x.base + range.lowerBound * x.columns, x.columns,
                table.cosines.base + range.lowerBound * pairs, table.sines.base + range.lowerBound * pairs,
                range.count, heads, dimension, 2 * pairs, table.layout == .interleaved ? 1 : 0,
                inverse ? 1 : 0)
        }
    }

    package func siluMultiply(_ gate: Matrix, _ up: Matrix, into y: Matrix) {
        requireSameShape(gate, up)
        requireSameShape(gate, y)
        overRows(gate.rows, elements: 4 * gate.columns) { range in
            let start = range.lowerBound * gate.columns
            unsafe ck_silu_multiply_f32(
                level, gate.base + start, up.base + start, y.base + start, range.count * gate.columns)
        }
    }

    package func siluMultiplyGradient(
        _ gate: Matrix, _ up: Matrix, dy: Matrix, dGate: Matrix, dUp: Matrix
    ) {
        for other in [up, dy, dGate, dUp] { requireSameShape(gate, other) }
        overRows(gate.rows, elements: 5 * gate.columns) { range in
            let start = range.lowerBound * gate.columns
            unsafe ck_silu_multiply_gradient_f32(
                level, gate.base + start, up.base + start, dy.base + start, dGate.base + start,
                dUp.base + start, range.count * gate.columns)
        }
    }

    package func axpy(_ alpha: Float, _ x: Matrix, into y: Matrix) {
        requireSameShape(x, y)
        overRows(x.rows, elements: x.columns) { range in
            let start = range.lowerBound * x.columns
            unsafe ck_axpy_f32(level, alpha, x.base + start, y.base + start, range.count * x.columns)
        }
    }

    package func add(_ a: Matrix, _ b: Matrix, into y: Matrix) {
        requireSameShape(a, b)
        requireSameShape(a, y)
        overRows(a.rows, elements: a.columns) { range in
            let start = range.lowerBound * a.columns
            unsafe ck_add_f32(
                level, a.base + start, b.base + start, y.base + start, range.count * a.columns)
        }
    }

    package func sumOfSquares(_ x: Matrix) -> Double {
        unsafe ck_sum_of_squares_f32(level, x.base, x.count)
    }

    /// Traps when two matrices differ in shape.
    func requireSameShape(_ a: Matrix, _ b: Matrix) {
        precondition(
            a.rows == b.rows && a.columns == b.columns,
            "Shapes \(a.rows) x \(a.columns) and \(b.rows) x \(b.columns) differ.")
    }
}
