internal import CKernels

extension CPUDevice {
    /// Caps raw scores and hides those outside the window, where the shape asks for it.
    ///
    /// - Parameters:
    ///   - scores: `[rows, columns]`, not yet scaled.
    ///   - rows: Queries.
    ///   - stride: Floats from one row to the next.
    ///   - columns: Keys.
    ///   - visible: Keys that the first row sees.
    ///   - shape: The cap and the window.
    @unsafe
    func limit(
        _ scores: UnsafeMutablePointer<Float>, rows: Int, stride: Int, columns: Int, visible: Int,
        _ shape: AttentionShape
    ) {
        if let cap = shape.softCap {
            for row in 0..<rows {
                unsafe ck_soft_cap_f32(level, cap, shape.scale, scores + row * stride, columns)
            }
        }
        if let window = shape.window { unsafe ck_window_f32(scores, rows, stride, visible, window) }
    }
}
