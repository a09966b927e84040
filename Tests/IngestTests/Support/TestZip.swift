/// Writes ZIP files, honest and lying, without compression.
struct TestZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a member.
    ///
    /// `name`: Raw bytes of the name.
    /// `statedSize`: The size that the headers claim; the true one when nil.
    /// `isEncrypted`: Sets the flag without encrypting anything.
    /// `isLink`: Marks the member as a symbolic link of a Unix system.
    /// `hasWrongChecksum`: Claims another checksum than the content's.
    mutating func add(
        rawName name: [UInt8], _ content: [UInt8], statedSize: Int? = nil, isEncrypted: Bool = false,
        isLink: Bool = false,
        isUTF8: Bool = true, hasWrongChecksum: Bool = false
    ) {
        let offset = body.count
        let checksum = Self.checksum(content) ^ (hasWrongChecksum ? 1 : 0)
        let size = statedSize ?? content.count
        let flags = (isEncrypted ? 1 : 0) | (isUTF8 ? 0x800 : 0)
        let common =
            Self.bytes(flags, 2) + Self.bytes(0, 2) + Self.bytes(0, 4) + Self.bytes(Int(checksum), 4)
            + Self.bytes(size, 4) + Self.bytes(size, 4) + Self.bytes(name.count, 2)
        body += [0x50, 0x4B, 3, 4] + Self.bytes(20, 2) + common + Self.bytes(0, 2) + name + content
        let attributes = (isLink ? 0o120777 : 0o100644) << 16
        directory +=
            [0x50, 0x4B, 1, 2] + Self.bytes(3 << 8 | 20, 2) + Self.bytes(20, 2) + common + Self.bytes(0, 2)
            + Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(attributes, 4)
            + Self.bytes(offset, 4) + name
        count += 1
    }

    /// Adds a text member.
    mutating func add(_ name: String, _ text: String) { add(rawName: Array(name.utf8), Array(text.utf8)) }

    /// The finished file.
    var bytes: [UInt8] {
        body + directory + [0x50, 0x4B, 5, 6] + Self.bytes(0, 4) + Self.bytes(count, 2) + Self.bytes(count, 2)
            + Self.bytes(directory.count, 4) + Self.bytes(body.count, 4) + Self.bytes(0, 2)
    }

    /// A file of text members.
    static func of(_ members: [(String, String)]) -> [UInt8] {
        var zip = TestZip()
        for (name, text) in members { zip.add(name, text) }
        return zip.bytes
    }

    /// A number's lowest bytes, the lowest first.
    static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32.
    static func checksum(_ content: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in content {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
