internal import CKernels

/// How frozen weights are stored; the raw values are GGUF's tensor type numbers.
// The cases carry the names that GGUF's tools, papers and file names use.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum WeightFormat: Int, Sendable, CaseIterable {
    /// 32-bit floats.
    case f32 = 0
    /// IEEE half precision.
    case f16 = 1
    /// 4 bits a weight and one scale for 32 weights.
    case q4_0 = 2
    /// 4 bits a weight, one scale and one minimum for 32 weights.
    case q4_1 = 3
    /// 5 bits a weight and one scale for 32 weights.
    case q5_0 = 6
    /// 5 bits a weight, one scale and one minimum for 32 weights.
    case q5_1 = 7
    /// 8 bits a weight and one scale for 32 weights.
    case q8_0 = 8
    /// 2 bits a weight, 4-bit scales and minima for 16 weights within blocks of 256.
    case q2_K = 10
    /// 3 bits a weight, 6-bit scales for 16 weights within blocks of 256.
    case q3_K = 11
    /// 4 bits a weight, 6-bit scales and minima for 32 weights within blocks of 256.
    case q4_K = 12
    /// 5 bits a weight, 6-bit scales and minima for 32 weights within blocks of 256.
    case q5_K = 13
    /// 6 bits a weight, 8-bit scales for 16 weights within blocks of 256.
    case q6_K = 14
    /// 8 bits a weight and one 32-bit scale for 256 weights.
    case q8_K = 15
    /// 4 bits a weight that choose from a table, and one scale for 32 weights.
    case iq4_NL = 20
    /// 4 bits a weight that choose from a table, 6-bit scales for 32 weights within blocks of 256.
    case iq4_XS = 23
    /// The upper half of a 32-bit float.
    case bf16 = 30

    /// Weights in one block, the smallest unit that can be expanded.
    package var blockWeights: Int { ck_block_weights(Int32(rawValue)) }

    /// Bytes of one block.
    package var blockBytes: Int { ck_block_bytes(Int32(rawValue)) }

    /// The name as GGUF's tools write it, such as `Q4_K`.
    package var name: String {
        switch self {
        case .f32: "F32"
        case .f16: "F16"
        case .q4_0: "Q4_0"
        case .q4_1: "Q4_1"
        case .q5_0: "Q5_0"
        case .q5_1: "Q5_1"
        case .q8_0: "Q8_0"
        case .q2_K: "Q2_K"
        case .q3_K: "Q3_K"
        case .q4_K: "Q4_K"
        case .q5_K: "Q5_K"
        case .q6_K: "Q6_K"
        case .q8_K: "Q8_K"
        case .iq4_NL: "IQ4_NL"
        case .iq4_XS: "IQ4_XS"
        case .bf16: "BF16"
        }
    }
}
