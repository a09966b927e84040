internal import CKernels

/// A matrix of 8-bit numbers in the order in which kernels read it.
///
/// `@unchecked Sendable` holds because the memory is written only while it is made.
@safe
final class WeightTiles: @unchecked Sendable {
    /// Outputs that a kernel computes side by side; parts of a matrix begin at a multiple of it.
    static let outputStep = 16
    /// The tiles, on a 64-byte boundary.
    let address: UnsafeRawPointer

    /// Rounds a matrix `[O, I]`; nil when a number is not finite or too large.
    init?(_ matrix: Matrix) {
        let bytes = ck_tiles_bytes(matrix.rows, matrix.columns)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes), alignment: 64)
        unsafe address = UnsafeRawPointer(memory)
        guard unsafe ck_tiles_pack(matrix.base, matrix.rows, matrix.columns, memory) != 0 else { return nil }
    }

    deinit { unsafe address.deallocate() }
}
