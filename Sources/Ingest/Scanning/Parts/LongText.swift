import Core

/// Texts that are too long for one document and can be cut into several.
///
/// Prose and code are cut at empty lines, tables and JSON lines between records, a JSON array between its elements;
/// each part of a table begins with the names of the columns. Whatever else is too long is refused by its extractor.
enum LongText {
    /// How a text is cut.
    private enum Kind {
        case lines
        case recordLines
        case table(delimiter: UInt8, header: [UInt8])
        case elements
    }

    /// Whether a document is cut into parts.
    ///
    /// - Parameters:
    ///   - format: What it was detected as.
    ///   - byteCount: Its size.
    ///   - path: Absolute path.
    ///   - name: Its name, for messages.
    ///   - limits: How long a text may be as a whole.
    /// - Returns: false also for a text that is too long but has no places to cut it.
    /// - Throws: ``IngestError`` when the file cannot be read.
    static func isCut(
        _ format: DocumentFormat, byteCount: Int, path: String, name: String, limits: ArchiveLimits
    ) throws(IngestError) -> Bool {
        guard byteCount > limits.wholeTextBytes else { return false }
        return kind(
            format, try FileBytes.prefix(path: path, name: name, count: FormatDetector.headCount).bytes)
            != nil
    }

    /// Cuts a text.
    ///
    /// - Parameters:
    ///   - path: Absolute path.
    ///   - name: Its name; parts are called `name/0001 from line 1.txt`.
    ///   - limits: How long parts are, and how many there may be.
    ///   - sink: Receives the parts.
    /// - Returns: Whether it is a text that can be cut; nothing is handed over when it is not.
    /// - Throws: ``IngestError`` as for any archive.
    static func run(
        path: String, name: String, limits: ArchiveLimits, sink: inout some ArchiveSink
    ) throws(IngestError) -> Bool {
        let (head, size) = try FileBytes.prefix(path: path, name: name, count: FormatDetector.headCount)
        guard size > limits.wholeTextBytes,
            case .document(let format) = try FormatDetector.detect(path: path, name: name),
            let kind = kind(format, head)
        else { return false }
        var source = try ByteSource(path: path, name: name, limit: limits.totalBytes)
        switch kind {
        case .lines:
            var parts = TextParts(name: name, limits: limits, frame: .init(), boundary: LineBoundary())
            try parts.run(&source, into: &sink)
        case .recordLines:
            var parts = TextParts(name: name, limits: limits, frame: .init(), boundary: RecordLineBoundary())
            try parts.run(&source, into: &sink)
        case .table(let delimiter, let header):
            var parts = TextParts(
                name: name, limits: limits, frame: .init(opening: header),
                boundary: DelimitedBoundary(delimiter: delimiter))
            try parts.run(&source, into: &sink)
        case .elements:
            var parts = TextParts(
                name: name, limits: limits,
                frame: .init(opening: [UInt8(ascii: "[")], closing: [UInt8(ascii: "]")], separatorBytes: 1),
                boundary: ElementBoundary())
            try parts.run(&source, into: &sink)
        }
        return true
    }

    private static func kind(_ format: DocumentFormat, _ head: [UInt8]) -> Kind? {
        // The line ends of UTF-16 are two bytes.
        guard !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF]), !head.contains(0) else {
            return nil
        }
        switch format {
        case .text, .markdown, .code: return .lines
        case .jsonl: return .recordLines
        case .csv: return table(head)
        case .json: return beginsArray(head) ? .elements : nil
        case .chat:
            let first = head.first { $0 > 32 && $0 < 0x80 }
            return beginsArray(head) ? .elements : first == UInt8(ascii: "{") ? nil : .lines
        default: return nil
        }
    }

    private static func beginsArray(_ head: [UInt8]) -> Bool {
        head.first { $0 > 32 && $0 < 0x80 } == UInt8(ascii: "[")
    }

    private static func table(_ head: [UInt8]) -> Kind {
        // The last record may be cut.
        let whole = head.prefix(through: head.lastIndex(of: 10) ?? head.count - 1)
        let text = TextDecoder.decode(Array(whole))?.text ?? ""
        let delimiter = DelimitedText.delimiter(of: text)
        let rows = DelimitedText.records(text, delimiter: delimiter ?? ",", limit: 100)
        var boundary = DelimitedBoundary(delimiter: delimiter?.asciiValue ?? UInt8(ascii: ","))
        let ending =
            CSVExtractor.hasHeader(rows)
            ? head.indices.first { boundary.place(behind: head[$0]) != .none } : nil
        return .table(
            delimiter: delimiter?.asciiValue ?? UInt8(ascii: ","),
            header: ending.map { Array(head[...$0]) } ?? [])
    }
}
