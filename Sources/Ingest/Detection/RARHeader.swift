/// What the first headers of a RAR archive say about the whole of it, in the old (RAR 1.5 to 4) and the new form (5).
///
/// The library that unpacks them neither tells one volume of several from a whole archive, nor a password from damage.
/// Sizes are believed only inside the bytes that are there.
struct RARHeader {
    /// Whether the archive is one of several that belong together.
    private(set) var isVolume = false
    /// Whether its list of members or the first of them needs a password.
    private(set) var isEncrypted = false

    private static let oldMark = Array("Rar!".utf8) + [0x1A, 7, 0]
    private static let newMark = Array("Rar!".utf8) + [0x1A, 7, 1, 0]
    /// Headers that are looked at before the first member's must have come.
    private static let mostBlocks = 16

    /// Reads the first headers; nil when it is no RAR archive.
    ///
    /// - Parameter head: The first bytes of the file.
    init?(_ head: [UInt8]) {
        if head.starts(with: Self.newMark) {
            readNew(head[Self.newMark.count...])
        } else if head.starts(with: Self.oldMark) {
            readOld(head[Self.oldMark.count...])
        } else {
            return nil
        }
    }

    /// What the file is for the rest of the program.
    var content: DetectedContent {
        if isEncrypted { return .encrypted }
        if isVolume {
            return .other(
                what: "one part of an archive that was split",
                remedy: "unpack all parts together and add the folder")
        }
        return .archive
    }

    // MARK: - The old form: checksum, kind, flags and size in seven bytes

    private mutating func readOld(_ bytes: ArraySlice<UInt8>) {
        let header = Array(bytes.prefix(7))
        guard header.count == 7, header[2] == 0x73 else { return }
        let flags = UInt16(header[3]) | UInt16(header[4]) << 8
        isVolume = flags & 0x0001 != 0
        isEncrypted = flags & 0x0080 != 0
    }

    // MARK: - The new form: numbers of seven bits a byte

    private mutating func readNew(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        for _ in 0..<Self.mostBlocks {
            rest = rest.dropFirst(4)
            guard let size = Self.number(&rest), size > 0, size <= rest.count else { return }
            var header = rest.prefix(size)
            guard let kind = Self.number(&header), let flags = Self.number(&header) else { return }
            let extraBytes = flags & 1 != 0 ? Self.number(&header) ?? 0 : 0
            let dataBytes = flags & 2 != 0 ? Self.number(&header) ?? 0 : 0
            switch kind {
            case 1: isVolume = (Self.number(&header) ?? 0) & 1 != 0
            case 2:
                if extraBytes <= header.count { isEncrypted = Self.hasKey(header.suffix(extraBytes)) }
                return
            case 4:
                isEncrypted = true
                return
            default: break
            }
            guard dataBytes <= rest.count - size else { return }
            rest = rest.dropFirst(size + dataBytes)
        }
    }

    /// Whether one of a member's further records is the one that a password leaves.
    private static func hasKey(_ records: ArraySlice<UInt8>) -> Bool {
        var rest = records
        while let size = number(&rest), size > 0, size <= rest.count {
            var record = rest.prefix(size)
            if number(&record) == 1 { return true }
            rest = rest.dropFirst(size)
        }
        return false
    }

    /// Takes a number off the front; nil when it does not end or is larger than any size can be.
    private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 56, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
