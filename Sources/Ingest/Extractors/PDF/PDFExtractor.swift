import Core

/// Reads the text layer of PDF files.
enum PDFExtractor {
    /// Extracts a document from its file.
    static func extract(path: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let file = try OpenFile(path: path, name: name)
        guard file.byteCount <= limits.fileBytes else {
            throw IngestError(
                .tooLarge, name: name,
                "is larger than \(ByteCount.text(limits.fileBytes)); split it into smaller files")
        }
        var geometry = PDFGeometryReader()
        try PDFTextTool(path: path, name: name, limits: limits).run { line in
            if geometry.byteCount <= limits.documentBytes { geometry.receive(line) }
        }
        guard geometry.byteCount <= limits.documentBytes else {
            throw IngestError(
                .tooLarge, name: name,
                "holds more than \(ByteCount.text(limits.documentBytes)) of text; split it into smaller files"
            )
        }
        let pages = geometry.pages
        var collector = PDFAssembler.assemble(pages, into: BlockCollector(name: name, limits: limits))
        let bare = pages.count { $0.lines.isEmpty }
        if bare * 5 >= pages.count, bare > 1 {
            collector.note("\(bare) of \(pages.count) pages hold no text; scanned pages need OCR first.")
        }
        return try collector.finish(
            title: usable(geometry.title), format: .pdf,
            emptyMeans: "holds no text; a scanned PDF needs OCR first")
    }

    /// Titles that programs fill in by themselves say nothing.
    private static func usable(_ title: String?) -> String? {
        guard let title, title.contains(where: \.isLetter) else { return nil }
        let lower = title.lowercased()
        let isFileName = [".doc", ".docx", ".tex", ".dvi", ".indd", ".qxd", ".odt", ".pdf", ".html"].contains
        { lower.hasSuffix($0) }
        return isFileName || lower.hasPrefix("microsoft word") || lower.hasPrefix("untitled") ? nil : title
    }
}
