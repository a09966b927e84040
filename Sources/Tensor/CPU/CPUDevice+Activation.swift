internal import CKernels

extension CPUDevice {
    package func activate(_ function: ActivationFunction, _ gate: Matrix, _ up: Matrix?, into y: Matrix) {
        if function == .silu, let up { return siluMultiply(gate, up, into: y) }
        if let up { requireSameShape(gate, up) }
        requireSameShape(gate, y)
        overRows(gate.rows, elements: 4 * gate.columns) { range in
            let start = range.lowerBound * gate.columns
            unsafe ck_activation_f32(
                level, function.kernel, gate.base + start, up.map { unsafe UnsafePointer($0.base + start) },
                y.base + start, range.count * gate.columns)
        }
    }

    package func activateGradient(
        _ function: ActivationFunction, _ gate: Matrix, _ up: Matrix?, dy: Matrix, dGate: Matrix, dUp: Matrix?
    ) {
        if function == .silu, let up, let dUp {
            return siluMultiplyGradient(gate, up, dy: dy, dGate: dGate, dUp: dUp)
        }
        precondition((up == nil) == (dUp == nil), "A gated unit has two gradients, a plain one has one.")
        for other in [up, dy, dGate, dUp] { if let other { requireSameShape(gate, other) } }
        overRows(gate.rows, elements: 5 * gate.columns) { range in
            let start = range.lowerBound * gate.columns
            unsafe ck_activation_gradient_f32(
                level, function.kernel, gate.base + start, up.map { unsafe UnsafePointer($0.base + start) },
                dy.base + start, dGate.base + start, dUp.map { unsafe $0.base + start },
                range.count * gate.columns)
        }
    }

    package func addBias(_ bias: Matrix, into y: Matrix) {
        precondition(
            bias.rows == 1 && bias.columns == y.columns,
            "A bias of \(bias.rows) x \(bias.columns) does not fit \(y.columns) columns.")
        overRows(y.rows, elements: y.columns) { range in
            unsafe ck_add_bias_f32(
                level, bias.base, y.base + range.lowerBound * y.columns, range.count, y.columns)
        }
    }

    package func scale(_ x: Matrix, by factor: Float) {
        overRows(x.rows, elements: x.columns) { range in
            unsafe ck_scale_f32(
                level, factor, x.base + range.lowerBound * x.columns, range.count * x.columns)
        }
    }

    package func softCap(_ x: Matrix, cap: Float) {
        overRows(x.rows, elements: 4 * x.columns) { range in
            unsafe ck_soft_cap_f32(
                level, cap, 1, x.base + range.lowerBound * x.columns, range.count * x.columns)
        }
    }

    package func softCapGradient(_ y: Matrix, cap: Float, dy: Matrix) {
        requireSameShape(y, dy)
        overRows(y.rows, elements: y.columns) { range in
            let start = range.lowerBound * y.columns
            unsafe ck_soft_cap_gradient_f32(
                level, cap, 1, y.base + start, dy.base + start, range.count * y.columns)
        }
    }
}

extension ActivationFunction {
    /// What the kernels call it.
    fileprivate var kernel: ck_activation {
        switch self {
        case .silu: CK_SILU
        case .geluTanh: CK_GELU_TANH
        case .gelu: CK_GELU
        }
    }
}
