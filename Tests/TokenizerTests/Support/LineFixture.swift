import Foundation

/// The lines of `Fixtures/lines.json` with the reference library's token ids.
struct LineFixture: Decodable {
    /// The line and its ids as base64 of 16-bit little-endian numbers.
    let rows: [[String]]
    /// One digest of the ids a line, for other pre-tokenizers over the same vocabulary.
    let digests: [String: [UInt32]]
    /// One digest of the ids a line, with special tokens recognised.
    let withSpecial: [UInt32]

    /// Reads the fixture.
    static func load() throws -> LineFixture { try TestFiles.fixture("lines.json", as: LineFixture.self) }

    /// The ids of a row.
    func ids(_ row: Int) -> [Int] {
        let bytes = [UInt8](Data(base64Encoded: rows[row][1]) ?? Data())
        return stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8 }
    }

    /// FNV-1a, 32 bits, over numbers as four little-endian bytes each, as in the script that made the fixture.
    static func digest(_ numbers: [Int]) -> UInt32 {
        var value: UInt32 = 0x811C_9DC5
        for number in numbers {
            for shift in stride(from: 0, to: 32, by: 8) {
                value = (value ^ UInt32(truncatingIfNeeded: number >> shift & 255)) &* 0x0100_0193
            }
        }
        return value
    }
}
