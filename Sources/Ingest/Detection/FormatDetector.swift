import Core

/// Decides what a file is from its bytes; the name only breaks ties between formats that are plain text.
package enum FormatDetector {
    /// How many bytes at the start of a file are looked at.
    static let headCount = 64 << 10

    /// Detects the content of a file.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the file.
    ///   - name: Its relative name, for ties and messages.
    /// - Returns: What the content is.
    /// - Throws: ``IngestError`` when the file cannot be read or is not a regular file.
    package static func detect(path: String, name: String) throws(IngestError) -> DetectedContent {
        let file = try OpenFile(path: path, name: name)
        guard file.byteCount > 0 else { return .empty }
        let head = try file.read(at: 0, count: headCount)
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            return kind(of: try ZipDirectory.list(file, head: head))
        }
        if head.starts(with: CompoundFile.mark) { return try CompoundFile.content(of: file, head: head) }
        if let known = MagicNumbers.match(head) { return known }
        if let mail = MailSniffer.match(head, suffix: MemberName.suffix(name)) { return mail }
        guard let text = decodedHead(head, isWhole: head.count == file.byteCount) else {
            return .other(
                what: "not text, or text in an encoding that is not recognised",
                remedy: "save it as UTF-8 text or in one of the formats that are read")
        }
        return TextSniffer(text: text, isWhole: head.count == file.byteCount, suffix: markupSuffix(name))
            .content
    }

    /// The extension that tells the markup: sources are often published as `chapter.rst.txt`.
    private static func markupSuffix(_ name: String) -> String {
        let suffix = MemberName.suffix(name)
        guard suffix == "txt" else { return suffix }
        let inner = MemberName.suffix(String(name.dropLast(".txt".count)))
        return TextSniffer.isMarkup(inner) ? inner : suffix
    }

    /// Tells office and book containers from archives of documents.
    private static func kind(of listing: ZipDirectory.Listing) -> DetectedContent {
        let names = Set(listing.names)
        let mimeType = listing.mimeType?.trimmingPrefix { $0.isWhitespace }
        if mimeType?.hasPrefix("application/epub+zip") == true || names.contains("META-INF/container.xml") {
            if mimeType?.hasPrefix("application/vnd.oasis") != true { return .document(.epub) }
        }
        if let mimeType, mimeType.hasPrefix("application/vnd.oasis.opendocument") {
            let kind = mimeType.dropFirst("application/vnd.oasis.opendocument.".count)
            if kind.hasPrefix("text") { return .document(.odt) }
            if kind.hasPrefix("presentation") { return .document(.odp) }
            if kind.hasPrefix("spreadsheet") { return .document(.ods) }
            return .other(
                what: "an OpenDocument file without text, tables or slides", remedy: "export it as PDF")
        }
        let isOffice =
            names.contains("[Content_Types].xml") || names.contains("_rels/.rels")
            || listing.names.first.map { $0.hasPrefix("word/") || $0.hasPrefix("docProps/") } == true
        if isOffice {
            if names.contains(where: { $0.hasPrefix("word/") }) { return .document(.docx) }
            if names.contains(where: { $0.hasPrefix("xl/") }) { return .document(.xlsx) }
            if names.contains(where: { $0.hasPrefix("ppt/") }) { return .document(.pptx) }
            // A package whose directory is unreadable, or with unusual part names: the extractor will tell.
            return .document(.docx)
        }
        if names.contains("content.xml"), names.contains("META-INF/manifest.xml") { return .document(.odt) }
        if listing.isEncrypted { return .encrypted }
        return .archive
    }

    /// The head as text; the last, possibly cut line is left off unless the head is the whole file.
    private static func decodedHead(_ head: [UInt8], isWhole: Bool) -> String? {
        var bytes = head[...]
        if !isWhole, let end = bytes.lastIndex(of: 10) {
            // UTF-16 needs its second byte of the line break.
            let isWide =
                head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.contains(0)
            bytes = isWide ? bytes : bytes[...end]
        }
        let declared =
            head.first { $0 > 32 } == UInt8(ascii: "<") ? HTMLExtractor.declaredEncoding(head) : nil
        if let text = TextDecoder.decode(Array(bytes), declared: declared)?.text { return text }
        // One long line may be cut inside a character.
        guard !isWhole else { return nil }
        return (1...3).lazy.compactMap { TextDecoder.decode(Array(bytes.dropLast($0)))?.text }.first
    }
}
