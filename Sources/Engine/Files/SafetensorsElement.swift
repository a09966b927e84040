internal import Tensor

/// The element types of safetensors files that this program reads.
package enum SafetensorsElement: String, Sendable, Codable {
    /// 32-bit floats.
    case f32 = "F32"
    /// Half precision.
    case f16 = "F16"
    /// The upper half of 32-bit floats.
    case bf16 = "BF16"
    /// 32-bit whole numbers.
    case i32 = "I32"
    /// 64-bit whole numbers.
    case i64 = "I64"

    /// Bytes of one element.
    package var byteCount: Int {
        switch self {
        case .f16, .bf16: 2
        case .f32, .i32: 4
        case .i64: 8
        }
    }

    /// The weight format of the same layout, for floats.
    var format: WeightFormat? {
        switch self {
        case .f32: .f32
        case .f16: .f16
        case .bf16: .bf16
        case .i32, .i64: nil
        }
    }
}
