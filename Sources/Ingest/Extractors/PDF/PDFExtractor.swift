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
        let bare = pages.indices.filter { pages[$0].lines.isEmpty }.map { $0 + 1 }
        // A title page or a picture without text needs no reading; a scan is bare on most pages.
        if bare.count * 5 >= pages.count, !bare.isEmpty {
            try recognize(bare, of: pages.count, path: path, into: &collector)
        } else if !bare.isEmpty {
            collector.note("\(bare.count) of \(pages.count) pages hold no text.")
        }
        return try collector.finish(
            title: usable(geometry.title), format: .pdf,
            emptyMeans: "holds no text; a scanned PDF needs the program tesseract, or OCR first")
    }

    /// Reads scanned pages for as long as the file may take, and says which were not read.
    private static func recognize(
        _ bare: [Int], of count: Int, path: String, into collector: inout BlockCollector
    ) throws(IngestError) {
        guard let recognizer = PDFPageRecognizer(path: path, name: collector.name, limits: collector.limits)
        else {
            return collector.note(
                "\(bare.count) of \(count) pages hold no text; scanned pages need the program tesseract.")
        }
        let deadline = ContinuousClock.now + .seconds(collector.limits.wallSeconds * 2 / 3)
        var read = 0
        var failed = 0
        for page in bare {
            if ContinuousClock.now > deadline || collector.failure != nil { break }
            guard let text = try recognizer.text(ofPage: page) else {
                failed += 1
                continue
            }
            collector.context.page = page
            PlainTextExtractor.add(text, to: &collector)
            read += 1
        }
        collector.context.page = nil
        collector.sortByPage()
        let left = bare.count - read - failed
        if read > 0 { collector.note("Pages without a text layer whose text was recognised (OCR): \(read).") }
        if failed > 0 { collector.note("Scanned pages that could not be recognised: \(failed).") }
        if left > 0 { collector.note("Scanned pages that were left out for want of time: \(left).") }
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
