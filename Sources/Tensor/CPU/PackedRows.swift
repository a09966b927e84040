internal import CKernels

/// A left operand of packed products: rows of numbers of one kind, with their scales where the kind has them.
///
/// It does not keep the memory alive; it lives no longer than the operation that packed it.
@safe
struct PackedRows {
    /// The first number.
    let base: UnsafeRawPointer
    /// Numbers of a row.
    let inner: Int
    /// Numbers from one row to the next.
    let stride: Int

    /// Multiplies some rows by panels that are packed from some of the inner positions.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - positions: The inner positions; for integers they begin a block.
    ///   - panels: The right operand.
    ///   - lanes: Its lanes.
    ///   - kernels: What packed both.
    ///   - c: Where the first row's result begins.
    ///   - cStride: Floats from one row of the result to the next.
    ///   - accumulate: Whether the products are added to what is there.
    @unsafe
    func multiply(
        _ rows: Range<Int>, at positions: Range<Int>, _ panels: UnsafeRawPointer, lanes: Int,
        _ kernels: PackedKernels, into c: UnsafeMutablePointer<Float>, stride cStride: Int, accumulate: Bool
    ) {
        let row = unsafe base + rows.lowerBound * stride * kernels.numberBytes
        var scales: UnsafePointer<Float>? = nil
        if kernels.numbers == .int16 {
            let first = unsafe row + ck_int16_scales_at(inner) * kernels.numberBytes
            unsafe scales = first.assumingMemoryBound(to: Float.self) + positions.lowerBound / Int(CK_BLOCK)
        }
        unsafe kernels.product(
            rows: rows.count, lanes: lanes, inner: positions.count,
            row + positions.lowerBound * kernels.numberBytes, stride: stride, scales: scales, panels, into: c,
            stride: cStride, accumulate: accumulate)
    }
}
