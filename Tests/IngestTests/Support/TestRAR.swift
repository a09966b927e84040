/// Writes RAR files of both forms, honest and lying, without compression.
struct TestRAR {
    /// The two forms in use.
    enum Form: CaseIterable { case old, new }

    private let form: Form
    private(set) var bytes: [UInt8]

    /// Starts an archive.
    ///
    /// `isVolume`: Says that it is one of several.
    /// `isLocked`: Says that the list of members needs a password.
    init(_ form: Form, isVolume: Bool = false, isLocked: Bool = false) {
        self.form = form
        bytes = Array("Rar!".utf8) + [0x1A, 7] + (form == .old ? [0] : [1, 0])
        switch form {
        case .old:
            let flags = (isVolume ? 1 : 0) | (isLocked ? 0x80 : 0)
            bytes += Self.oldBlock(kind: 0x73, flags: flags, [UInt8](repeating: 0, count: 6))
        case .new:
            // Version, flags, iterations, salt: what a key is derived from.
            if isLocked { bytes += Self.newBlock([4, 0, 0, 0, 15] + [UInt8](repeating: 7, count: 16)) }
            bytes += Self.newBlock([1, 0, isVolume ? 1 : 0])
        }
    }

    /// Adds a member.
    ///
    /// `statedSize`: The size that the header claims; the true one when nil.
    /// `isEncrypted`: Says so without encrypting anything.
    mutating func add(
        _ name: String, _ text: String, statedSize: Int? = nil, isEncrypted: Bool = false
    ) {
        let (name, content) = (Array(name.utf8), Array(text.utf8))
        let checksum = Int(TestZip.checksum(content))
        let size = statedSize ?? content.count
        switch form {
        case .old:
            let fields =
                TestZip.bytes(content.count, 4) + TestZip.bytes(size, 4) + [3] + TestZip.bytes(checksum, 4)
                + TestZip.bytes(0, 4) + [20, 0x30] + TestZip.bytes(name.count, 2) + TestZip.bytes(0o100644, 4)
            bytes += Self.oldBlock(kind: 0x74, flags: 0x8000 | (isEncrypted ? 4 : 0), fields + name) + content
        case .new:
            // The record of a key: its kind, and fields that nobody reads here.
            let extra: [UInt8] = isEncrypted ? [3, 1, 0, 0] : []
            let fields =
                Self.number(0o100644) + TestZip.bytes(checksum, 4) + Self.number(0) + [1]
                + Self.number(name.count) + name + extra
            let sizes = (isEncrypted ? Self.number(extra.count) : []) + Self.number(content.count)
            let header = [2, isEncrypted ? 3 : 2] + sizes + [4] + Self.number(size) + fields
            bytes += Self.newBlock(header) + content
        }
    }

    /// Adds the block that ends an archive.
    mutating func end() {
        bytes += form == .old ? Self.oldBlock(kind: 0x7B, flags: 0x4000, []) : Self.newBlock([5, 0, 0])
    }

    /// An archive of text members.
    static func of(_ form: Form, _ members: [(String, String)]) -> [UInt8] {
        var archive = TestRAR(form)
        for (name, text) in members { archive.add(name, text) }
        archive.end()
        return archive.bytes
    }

    private static func oldBlock(kind: UInt8, flags: Int, _ fields: [UInt8]) -> [UInt8] {
        let header = [kind] + TestZip.bytes(flags, 2) + TestZip.bytes(7 + fields.count, 2) + fields
        return TestZip.bytes(Int(TestZip.checksum(header)) & 0xFFFF, 2) + header
    }

    private static func newBlock(_ fields: [UInt8]) -> [UInt8] {
        let header = number(fields.count) + fields
        return TestZip.bytes(Int(TestZip.checksum(header)), 4) + header
    }

    /// A number of seven bits a byte, the lowest first.
    private static func number(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + number(value >> 7)
    }
}
