internal import CKernels

extension CPUDevice {
    /// Caps raw scores and hides those outside the window, where the shape asks for it.
    ///
    /// - Parameters:
    ///   - scores: `[rows, columns]`, not yet scaled.
    ///   - rows: Queries.
    ///   - columns: Keys.
    ///   - visible: Keys that the first row sees.
    ///   - shape: The cap and the window.
    ///   - capped: Receives a copy of the capped scores for ``limitGradient(_:count:_:capped:)``; nil for none.
    @unsafe
    func limit(
        _ scores: UnsafeMutablePointer<Float>, rows: Int, columns: Int, visible: Int, _ shape: AttentionShape,
        capped: UnsafeMutablePointer<Float>? = nil
    ) {
        if let cap = shape.softCap {
            unsafe ck_soft_cap_f32(level, cap, shape.scale, scores, rows * columns)
            if let capped = unsafe capped { unsafe capped.update(from: scores, count: rows * columns) }
        }
        if let window = shape.window { unsafe ck_window_f32(scores, rows, columns, visible, window) }
    }

    /// Turns the gradient of capped scores into that of raw ones.
    @unsafe
    func limitGradient(
        _ gradient: UnsafeMutablePointer<Float>, count: Int, _ shape: AttentionShape,
        capped: UnsafePointer<Float>
    ) {
        guard let cap = shape.softCap else { return }
        unsafe ck_soft_cap_gradient_f32(level, cap, shape.scale, capped, gradient, count)
    }
}
