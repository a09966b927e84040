import Core

/// Formats that begin with fixed bytes.
enum MagicNumbers {
    /// What the first bytes of a file say, or nil when they say nothing.
    ///
    /// - Parameter head: The first 64 KiB of the file, or all of a smaller one.
    ///
    /// - Returns: The kind, or nil when none fits.
    static func match(_ head: [UInt8]) -> DetectedContent? {
        for entry in table where starts(head, entry.bytes, at: entry.offset) { return entry.content }
        if starts(head, Array("RIFF".utf8), at: 0) {
            return starts(head, Array("WEBP".utf8), at: 8) ? image : sound
        }
        if starts(head, Array("ftyp".utf8), at: 4) { return sound }
        // The mark of a PDF may stand behind up to 1024 bytes of something else.
        if find(Array("%PDF-".utf8), in: head.prefix(1024)) { return .document(.pdf) }
        if let archive = RARHeader(head) { return archive.content }
        if isTar(head) { return .archive }
        return nil
    }

    private static let image = DetectedContent.other(
        what: "an image", remedy: "recognise its text (OCR) first and add the result")
    private static let sound = DetectedContent.other(
        what: "sound or video", remedy: "add a transcript instead")
    private static let program = DetectedContent.other(what: "a program", remedy: "leave it out")
    private static let model = DetectedContent.other(
        what: "a model file", remedy: "import it with “diapason models import”")
    private static let font = DetectedContent.other(what: "a font", remedy: "leave it out")
    private static let packed = DetectedContent.other(
        what: "an archive of a kind that is not unpacked", remedy: "pack it as ZIP")

    private static let table: [(bytes: [UInt8], offset: Int, content: DetectedContent)] = [
        ([0x1F, 0x8B], 0, .archive),
        ([0xFD] + Array("7zXZ".utf8) + [0], 0, .archive),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, .archive),
        (Array("BZh".utf8), 0, .archive),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, .archive),
        (Array("MSCF".utf8), 0, packed),
        (Array("!<arch>\n".utf8), 0, packed),
        ([0x89] + Array("PNG\r\n".utf8), 0, image),
        ([0xFF, 0xD8, 0xFF], 0, image),
        (Array("GIF8".utf8), 0, image),
        ([0x49, 0x49, 0x2A, 0], 0, image),
        ([0x4D, 0x4D, 0, 0x2A], 0, image),
        ([0, 0, 1, 0], 0, image),
        (Array("{\\rtf".utf8), 0, .document(.rtf)),
        (Array("%!PS".utf8), 0, .other(what: "a PostScript file", remedy: "convert it to PDF")),
        ([0x7F] + Array("ELF".utf8), 0, program),
        ([0xCF, 0xFA, 0xED, 0xFE], 0, program),
        ([0xCA, 0xFE, 0xBA, 0xBE], 0, program),
        (Array("OggS".utf8), 0, sound),
        (Array("fLaC".utf8), 0, sound),
        (Array("ID3".utf8), 0, sound),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, sound),
        (
            Array("SQLite format 3".utf8) + [0], 0,
            .other(what: "a database", remedy: "export its tables as CSV")
        ),
        (Array("GGUF".utf8), 0, model),
        (Array("wOFF".utf8), 0, font),
        (Array("wOF2".utf8), 0, font),
        (Array("OTTO".utf8), 0, font),
        ([0, 1, 0, 0, 0], 0, font),
    ]

    private static func starts(_ head: [UInt8], _ bytes: [UInt8], at offset: Int) -> Bool {
        head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
    }

    private static func find(_ bytes: [UInt8], in head: ArraySlice<UInt8>) -> Bool {
        guard head.count >= bytes.count else { return false }
        return (head.startIndex...head.endIndex - bytes.count).contains {
            head[$0..<$0 + bytes.count].elementsEqual(bytes)
        }
    }

    /// Whether the first block is a tar header: its checksum is the sum of its bytes with the field as spaces.
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        let field = head[148..<156]
        var stated = 0
        for byte in field.drop(while: { $0 == 0x20 }) {
            guard (48...55).contains(byte) else { break }
            stated = stated * 8 + Int(byte - 48)
        }
        let sum = head[0..<512].reduce(0) { $0 + Int($1) } - field.reduce(0) { $0 + Int($1) } + 8 * 32
        return stated > 0 && stated == sum
    }
}
