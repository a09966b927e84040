import Foundation

/// Numbers that a fixture holds as base64 of four little-endian bytes each.
struct PackedNumbers: Decodable {
    /// The numbers.
    let values: [UInt32]

    init(_ values: [UInt32] = []) { self.values = values }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let bytes = [UInt8](Data(base64Encoded: text) ?? Data())
        values = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
            (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
        }
    }

    /// The number at an index.
    subscript(index: Int) -> UInt32 { values[index] }
}
