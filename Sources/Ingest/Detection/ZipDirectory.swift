/// Reads the names of a ZIP file's members from its central directory.
///
/// It is used only to tell what a ZIP file is; the members themselves are read by libarchive. Written in
/// plain Swift, because the parent process asks it too and that process hands no bytes to C parsers.
enum ZipDirectory {
    /// What was found.
    struct Listing {
        /// Member names in directory order, at most ``mostNames``.
        var names: [String]
        /// Content of a stored first member called `mimetype`, as in EPUB and OpenDocument files.
        var mimeType: String?
        /// Whether every named file is encrypted.
        var isEncrypted: Bool
    }

    /// Most names that are looked at.
    static let mostNames = 4000

    /// Lists a ZIP file; without a readable directory only the first member's name is known.
    static func list(_ file: OpenFile, head: [UInt8]) throws(IngestError) -> Listing {
        var listing = Listing(names: [], mimeType: nil, isEncrypted: false)
        if let first = firstMember(head) {
            listing.names = [first.name]
            listing.isEncrypted = first.isEncrypted
            if first.name == "mimetype", first.isStored {
                let content = head.dropFirst(first.dataOffset).prefix(first.byteCount).prefix(100)
                listing.mimeType = String(validating: content, as: UTF8.self)
            }
        }
        let tailCount = min(file.byteCount, 22 + 65535)
        let tail = try file.read(at: file.byteCount - tailCount, count: tailCount)
        guard tail.count >= 22,
            let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
                tail[$0] == 0x50 && number(tail, $0, 4) == 0x0605_4B50
            })
        else { return listing }
        let size = min(number(tail, end + 12, 4), 8 << 20)
        let offset = number(tail, end + 16, 4)
        guard offset < file.byteCount else { return listing }
        let directory = try file.read(at: offset, count: size)
        var names: [String] = []
        var position = 0
        var plainFiles = 0
        while position + 46 <= directory.count, names.count < mostNames,
            number(directory, position, 4) == 0x0201_4B50
        {
            let nameCount = number(directory, position + 28, 2)
            let start = position + 46
            guard start + nameCount <= directory.count else { break }
            let name = String(decoding: directory[start..<start + nameCount], as: UTF8.self)
            if !name.hasSuffix("/") && number(directory, position + 8, 2) & 1 == 0 { plainFiles += 1 }
            names.append(name)
            position =
                start + nameCount + number(directory, position + 30, 2) + number(directory, position + 32, 2)
        }
        if !names.isEmpty {
            listing.names = names
            listing.isEncrypted = plainFiles == 0 && names.contains { !$0.hasSuffix("/") }
        }
        return listing
    }

    private struct Member {
        var name: String
        var isStored: Bool
        var isEncrypted: Bool
        var dataOffset: Int
        var byteCount: Int
    }

    private static func firstMember(_ head: [UInt8]) -> Member? {
        guard head.count >= 30, number(head, 0, 4) == 0x0403_4B50 else { return nil }
        let nameCount = number(head, 26, 2)
        guard 30 + nameCount <= head.count else { return nil }
        return Member(
            name: String(decoding: head[30..<30 + nameCount], as: UTF8.self),
            isStored: number(head, 8, 2) == 0, isEncrypted: number(head, 6, 2) & 1 == 1,
            dataOffset: 30 + nameCount + number(head, 28, 2), byteCount: number(head, 18, 4))
    }

    /// A little-endian number of `count` bytes; 0 when it would pass the end.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
