import Core

/// Reads Office files from before 2007 with the programs of the package `catdoc`, when it is installed.
///
/// They give plain text, so headings are those that plain text shows.
enum OldOfficeExtractor {
    /// Extracts a document from its file.
    ///
    /// - Throws: ``IngestError`` `reader_missing` without the package, `encrypted`, `corrupt`, `no_text`, or a limit.
    static func extract(
        _ format: DocumentFormat, path: String, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        let (program, arguments) =
            switch format {
            case .doc: ("catdoc", ["-d", "utf-8", "-w", path])
            case .xls: ("xls2csv", ["-d", "utf-8", "-q", "3", path])
            default: ("catppt", ["-d", "utf-8", path])
            }
        guard let executable = ChildProgram.find(program) else {
            throw IngestError(
                .readerMissing, name: name,
                "is an Office file from before 2007, which needs the program \(program); install the package catdoc"
                    + " or save it in the newer format")
        }
        var bytes: [UInt8] = []
        let (status, words) = try ChildProgram(
            path: executable, arguments: arguments, name: name, limits: limits
        ).run {
            if bytes.count <= limits.documentBytes { bytes += $0 + [10] }
        }
        guard bytes.count <= limits.documentBytes else {
            throw IngestError(
                .tooLarge, name: name,
                "holds more than \(ByteCount.text(limits.documentBytes)) of text; split it into smaller files"
            )
        }
        if words.lowercased().contains("encrypt") {
            throw IngestError.encryptedDocument(name: name)
        }
        guard status == 0 || bytes.contains(where: { $0 > 32 }) else {
            throw IngestError(
                .corrupt, name: name, "cannot be read by \(program); save it in the newer format")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        var collector = BlockCollector(name: name, limits: limits)
        if format == .doc {
            PlainTextExtractor.add(text, to: &collector)
        } else {
            addPages(text, format, to: &collector)
        }
        return try collector.finish(title: nil, format: format)
    }

    /// Sheets and slides, which form feeds part.
    private static func addPages(_ text: String, _ format: DocumentFormat, to collector: inout BlockCollector)
    {
        for (index, page) in text.split(separator: "\u{0C}").enumerated() {
            collector.context.page = index + 1
            if format == .xls {
                let rows = DelimitedText.records(page, delimiter: ",")
                collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), sheet: "Sheet \(index + 1)")
            } else {
                PlainTextExtractor.add(String(page), to: &collector)
            }
        }
    }
}
