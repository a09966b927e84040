internal import Tensor

/// The element types of safetensors files.
///
/// Floats of 32 and 16 bits are weights, whole numbers of 32 and 64 bits can be read as lists, and the others are known
/// so that a file that holds one beside can be opened.
package enum SafetensorsElement: String, Sendable, CaseIterable {
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
    /// 64-bit floats.
    case f64 = "F64"
    /// Pairs of 32-bit floats.
    case c64 = "C64"
    /// Unsigned 64-bit whole numbers.
    case u64 = "U64"
    /// Unsigned 32-bit whole numbers.
    case u32 = "U32"
    /// 16-bit whole numbers.
    case i16 = "I16"
    /// Unsigned 16-bit whole numbers.
    case u16 = "U16"
    /// 8-bit whole numbers.
    case i8 = "I8"
    /// Unsigned 8-bit whole numbers.
    case u8 = "U8"
    /// Truth values, a byte each.
    case bool = "BOOL"
    /// 8-bit floats with 5 bits of exponent.
    case f8E5M2 = "F8_E5M2"
    /// 8-bit floats with 4 bits of exponent.
    case f8E4M3 = "F8_E4M3"
    /// 8-bit exponents.
    case f8E8M0 = "F8_E8M0"
    /// 8-bit floats with 5 bits of exponent and no negative zero.
    case f8E5M2FNUZ = "F8_E5M2FNUZ"
    /// 8-bit floats with 4 bits of exponent and no negative zero.
    case f8E4M3FNUZ = "F8_E4M3FNUZ"
    /// 6-bit floats with 2 bits of exponent.
    case f6E2M3 = "F6_E2M3"
    /// 6-bit floats with 3 bits of exponent.
    case f6E3M2 = "F6_E3M2"
    /// 4-bit floats.
    case f4 = "F4"

    /// Bits of one element.
    package var bitCount: Int {
        switch self {
        case .f64, .c64, .i64, .u64: 64
        case .f32, .i32, .u32: 32
        case .f16, .bf16, .i16, .u16: 16
        case .i8, .u8, .bool, .f8E5M2, .f8E4M3, .f8E8M0, .f8E5M2FNUZ, .f8E4M3FNUZ: 8
        case .f6E2M3, .f6E3M2: 6
        case .f4: 4
        }
    }

    /// Whether the elements are weights that can be computed with.
    package var isWeight: Bool { format != nil }

    /// The weight format of the same layout, for floats that are weights.
    var format: WeightFormat? {
        switch self {
        case .f32: .f32
        case .f16: .f16
        case .bf16: .bf16
        default: nil
        }
    }
}
