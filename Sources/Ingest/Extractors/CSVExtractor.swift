import Core

/// Reads comma- and tab-separated values as one table.
enum CSVExtractor {
    /// Extracts the table; the delimiter is found out, and the first row is a header unless it looks like data.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var collector = BlockCollector(name: name, limits: limits)
        let delimiter = DelimitedText.delimiter(of: text) ?? (MemberName.suffix(name) == "tsv" ? "\t" : ",")
        var rows: [[String]] = []
        var cells = 0
        DelimitedText.forEachRecord(text, delimiter: delimiter) { fields, _ in
            rows.append(fields)
            cells += fields.count
            return cells <= limits.cells
        }
        let width = rows.reduce(0) { max($0, $1.count) }
        // Padding a few wide rows must not blow up a long table.
        guard cells <= limits.cells,
            width.multipliedReportingOverflow(by: rows.count).partialValue <= limits.cells * 2
        else {
            throw IngestError(
                .tooLarge, name: name,
                "has more than \(limits.cells) table cells; split it into smaller files")
        }
        let ragged = rows.count { $0.count != width }
        if ragged > 0 { collector.note("\(ragged) of \(rows.count) rows have fewer than \(width) fields.") }
        collector.addTable(rows, hasHeader: hasHeader(rows), line: 1)
        return try collector.finish(title: nil, format: .csv)
    }

    /// Whether the first row names the columns: all filled, all different, none a number.
    static func hasHeader(_ rows: [[String]]) -> Bool {
        guard rows.count > 1, let first = rows.first else { return false }
        let names = first.map { TextCleaner.line($0) }
        guard !names.contains(""), Set(names).count == names.count else { return false }
        return !names.contains { isNumber($0) || $0.count > 80 }
    }

    private static func isNumber(_ text: String) -> Bool {
        Double(text.filter { $0 != "," && $0 != " " && $0 != "%" }) != nil
    }
}
