internal import CKernels

extension CPUDevice {
    package func layerNorm(_ x: Matrix, gain: Matrix, bias: Matrix?, epsilon: Float, into y: Matrix) {
        requireNorm(x, gain)
        if let bias { requireNorm(x, bias) }
        requireSameShape(x, y)
        overRows(x.rows, elements: 2 * x.columns) { range in
            let start = range.lowerBound * x.columns
            unsafe ck_layernorm_f32(
                level, x.base + start, gain.base, bias?.base, epsilon, y.base + start, range.count, x.columns)
        }
    }

    package func layerNormGradient(
        _ x: Matrix, gain: Matrix, epsilon: Float, dy: Matrix, into dx: Matrix, accumulate: Bool
    ) {
        requireNorm(x, gain)
        requireSameShape(x, dy)
        requireSameShape(x, dx)
        overRows(x.rows, elements: 3 * x.columns) { range in
            let start = range.lowerBound * x.columns
            unsafe ck_layernorm_gradient_f32(
                level, x.base + start, gain.base, epsilon, dy.base + start, dx.base + start,
                accumulate ? 1 : 0, range.count, x.columns)
        }
    }

    private func requireNorm(_ x: Matrix, _ row: Matrix) {
        precondition(
            row.rows == 1 && row.columns == x.columns,
            "A norm of \(row.rows) x \(row.columns) does not fit \(x.columns) columns.")
    }
}
