import Core

/// Looks into the directory of a compound file, in which Office kept its documents before 2007.
enum CompoundFile {
    /// The bytes that such a file begins with.
    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// Most sectors of the directory that are read.
    private static let mostSectors = 256

    /// What the streams in the file say that it is.
    static func content(of file: OpenFile, head: [UInt8]) throws(IngestError) -> DetectedContent {
        let names = try streamNames(of: file, head: head)
        if names.contains("EncryptedPackage") || names.contains("EncryptionInfo") { return .encrypted }
        if names.contains("WordDocument") { return .document(.doc) }
        if names.contains("Workbook") || names.contains("Book") { return .document(.xls) }
        if names.contains("PowerPoint Document") { return .document(.ppt) }
        if names.contains(where: { $0.hasPrefix("__substg1.0_") }) {
            return .other(what: "an Outlook message (MSG)", remedy: "save it as EML")
        }
        return .other(what: "an old Office file of a kind that is not read", remedy: "save it as PDF")
    }

    /// The names of the streams, as far as the directory can be followed.
    private static func streamNames(of file: OpenFile, head: [UInt8]) throws(IngestError) -> Set<String> {
        guard head.count >= 512 else { return [] }
        let shift = number(head, 30, 2)
        guard shift == 9 || shift == 12 else { return [] }
        let size = 1 << shift
        var sector = number(head, 48, 4)
        var seen: Set<Int> = []
        var names: Set<String> = []
        while sector < 0xFFFF_FFF0, seen.count < mostSectors, seen.insert(sector).inserted {
            let bytes = try file.read(at: (sector + 1) << shift, count: size)
            for start in stride(from: 0, to: bytes.count - 127, by: 128) {
                let count = number(bytes, start + 64, 2)
                guard (4...64).contains(count) else { continue }
                let units = (0..<(count / 2 - 1)).map { UInt16(number(bytes, start + 2 * $0, 2)) }
                names.insert(String(decoding: units, as: UTF16.self))
            }
            // The table of sectors is listed in the header for the first 7 MB, which is enough for a directory.
            let perSector = size / 4
            guard sector / perSector < 109 else { break }
            let table = number(head, 76 + 4 * (sector / perSector), 4)
            guard table < 0xFFFF_FFF0 else { break }
            let entry = try file.read(at: ((table + 1) << shift) + 4 * (sector % perSector), count: 4)
            guard entry.count == 4 else { break }
            sector = number(entry, 0, 4)
        }
        return names
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
