internal import CKernels

/// How cached keys and values are stored.
package enum CacheFormat: Sendable, Hashable {
    /// 32-bit floats.
    case f32
    /// IEEE half precision; what is beyond its range becomes its largest number.
    case f16

    /// Bytes of one number.
    package var bytes: Int {
        switch self {
        case .f32: 4
        case .f16: 2
        }
    }

    /// The same for the kernels.
    var kernelFormat: ck_cache_format {
        switch self {
        case .f32: CK_CACHE_F32
        case .f16: CK_CACHE_F16
        }
    }
}
