@testable import Tensor

/// Random bytes of weights with sane scales, and a plain expansion to compare the kernels with.
enum WeightBytes {
    /// Weights of `rows` x `columns` in a format, from a seed.
    static func random(_ format: WeightFormat, rows: Int, columns: Int, seed: UInt64) throws -> WeightMatrix {
        let blocks = rows * columns / format.blockWeights
        let noise = Reference.numbers(blocks * format.blockBytes, seed: seed).map { UInt8(($0 + 1) * 127.9) }
        var bytes = noise
        for block in 0..<blocks {
            let start = block * format.blockBytes
            if format == .q8_K {
                let scale = (0.001 + 0.001 * Float(noise[start]) / 255).bitPattern
                for byte in 0..<4 {
                    bytes[start + byte] = UInt8(truncatingIfNeeded: scale >> (8 * UInt32(byte)))
                }
            }
            for (place, scale) in scalePlaces(format) {
                let wobble = 0.75 + 0.5 * Float(noise[start]) / 255
                let bits = format == .bf16 || format == .f32 ? 0 : Float16(scale * wobble).bitPattern
                switch format {
                case .f32:
                    let value = (Float(noise[start]) / 128 - 1).bitPattern
                    for byte in 0..<4 {
                        bytes[start + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte)))
                    }
                case .bf16:
                    let value = (Float(noise[start]) / 128 - 1).bitPattern >> 16
                    bytes[start] = UInt8(truncatingIfNeeded: value)
                    bytes[start + 1] = UInt8(truncatingIfNeeded: value >> 8)
                case .f16:
                    let value = Float16(Float(noise[start]) / 128 - 1).bitPattern
                    bytes[start] = UInt8(truncatingIfNeeded: value)
                    bytes[start + 1] = UInt8(truncatingIfNeeded: value >> 8)
                default:
                    bytes[start + place] = UInt8(truncatingIfNeeded: bits)
                    bytes[start + place + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                }
            }
        }
        return try WeightMatrix(format: format, rows: rows, columns: columns, bytes: bytes)
    }

    private static func scalePlaces(_ format: WeightFormat) -> [(Int, Float)] {
        switch format {
        case .f32, .f16, .bf16: [(0, 1)]
        case .q4_0, .q5_0: [(0, 0.01)]
        case .q2_K: [(80, 0.002), (82, 0.003)]
        case .q3_K: [(108, 0.001)]
        case .q8_K: []
        case .iq4_NL: [(0, 0.001)]
        case .iq4_XS: [(0, 0.00003)]
        case .q8_0: [(0, 0.002)]
        case .q4_1, .q5_1: [(0, 0.01), (2, -0.07)]
        case .q4_K, .q5_K: [(0, 0.0003), (2, 0.001)]
        case .q6_K: [(208, 0.0002)]
        }
    }

    /// Expands weight by weight, straight from the description of the formats.
    static func expand(_ weight: WeightMatrix) throws -> Matrix {
        let result = Matrix(rows: weight.rows, columns: weight.columns)
        for row in 0..<weight.rows {
            let bytes = try weight.file.bytes(
                at: weight.offset + row * weight.rowBytes, count: weight.rowBytes)
            for column in 0..<weight.columns {
                let block = column / weight.format.blockWeights
                let start = block * weight.format.blockBytes
                let slice = Array(bytes[start..<start + weight.format.blockBytes])
                result[row, column] = value(weight.format, slice, column % weight.format.blockWeights)
            }
        }
        return result
    }

    /// What a nibble of IQ4_NL and IQ4_XS stands for.
    private static let nibbleTable: [Float] = [
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
    ]

    private static func half(_ b: [UInt8], _ at: Int) -> Float {
        Float(Float16(bitPattern: UInt16(b[at]) | UInt16(b[at + 1]) << 8))
    }

    private static func value(_ format: WeightFormat, _ b: [UInt8], _ i: Int) -> Float {
        /// Nibble i of 32: low halves first.
        func nibble(_ base: Int) -> Int { Int(i < 16 ? b[base + i] & 15 : b[base + i - 16] >> 4) }
        func fifth(_ base: Int) -> Int { Int(b[base + i / 8] >> UInt8(i % 8) & 1) << 4 }
        switch format {
        case .f32:
            return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(b[$1]) << UInt32(8 * $1) })
        case .f16: return half(b, 0)
        case .bf16: return Float(bitPattern: UInt32(b[0]) << 16 | UInt32(b[1]) << 24)
        case .q4_0: return half(b, 0) * Float(nibble(2) - 8)
        case .q4_1: return half(b, 0) * Float(nibble(4)) + half(b, 2)
        case .q5_0: return half(b, 0) * Float((nibble(6) | fifth(2)) - 16)
        case .q5_1: return half(b, 0) * Float(nibble(8) | fifth(4)) + half(b, 2)
        case .q8_0: return half(b, 0) * Float(Int8(bitPattern: b[2 + i]))
        case .q2_K:
            let scale = b[i / 16]
            let q = b[16 + 32 * (i / 128) + i % 32] >> UInt8(2 * (i % 128 / 32)) & 3
            return half(b, 80) * Float(scale & 15) * Float(q) - half(b, 82) * Float(scale >> 4)
        case .q3_K:
            let group = i / 16
            let low = Int(group < 8 ? b[96 + group] & 15 : b[96 + group - 8] >> 4)
            let high = Int(b[104 + group % 4] >> UInt8(2 * (group / 4)) & 3)
            let q = Int(b[32 + 32 * (i / 128) + i % 32] >> UInt8(2 * (i % 128 / 32)) & 3)
            let third = Int(b[i % 32] >> UInt8(i / 32) & 1)
            return half(b, 108) * Float((low | high << 4) - 32) * Float(q + 4 * third - 4)
        case .q8_K:
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(b[$1]) << UInt32(8 * $1) }
            return Float(bitPattern: bits) * Float(Int8(bitPattern: b[4 + i]))
        case .iq4_NL: return half(b, 0) * nibbleTable[nibble(2)]
        case .iq4_XS:
            let group = i / 32
            let low = Int(b[4 + group / 2] >> UInt8(4 * (group % 2)) & 15)
            let high = (Int(b[2]) | Int(b[3]) << 8) >> (2 * group) & 3
            let byte = b[8 + 16 * group + i % 16]
            let weight = nibbleTable[Int(i % 32 < 16 ? byte & 15 : byte >> 4)]
            return half(b, 0) * Float((low | high << 4) - 32) * weight
        case .q4_K, .q5_K:
            let group = i / 32
            let (scale, minimum) = sixBits(b, group)
            let nibbles = format == .q4_K ? 16 : 48
            let byte = b[nibbles + group / 2 * 32 + i % 32]
            var q = Int(group % 2 == 0 ? byte & 15 : byte >> 4)
            if format == .q5_K { q |= Int(b[16 + i % 32] >> UInt8(group) & 1) << 4 }
            return half(b, 0) * Float(scale) * Float(q) - half(b, 2) * Float(minimum)
        case .q6_K:
            let (half128, quarter, l) = (i / 128, i % 128 / 32, i % 32)
            let low = b[64 * half128 + 32 * (quarter % 2) + l]
            let high = Int(b[128 + 32 * half128 + l] >> UInt8(2 * quarter) & 3)
            let q = Int(quarter < 2 ? low & 15 : low >> 4) | high << 4
            let scale = Int8(bitPattern: b[192 + i / 16])
            return half(b, 208) * Float(scale) * Float(q - 32)
        }
    }

    private static func sixBits(_ b: [UInt8], _ group: Int) -> (Int, Int) {
        let packed = b[4..<16].map { Int($0) }
        if group < 4 { return (packed[group] & 63, packed[group + 4] & 63) }
        return (
            packed[group + 4] & 15 | (packed[group - 4] >> 6) << 4,
            packed[group + 4] >> 4 | (packed[group] >> 6) << 4
        )
    }
}
