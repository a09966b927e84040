/// A table with a header, as a file of columns holds it.
struct CSVTable {
    /// The names of the columns.
    var header: [String]
    /// The records below the header with the line, from 1, that each begins on.
    var records: [(fields: [String], line: Int)]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: Its name, for messages.
    /// - Throws: ``DatasetFileError`` when nothing stands below a header, or a quotation mark swallows the rest.
    init(_ text: String, file: String) throws(DatasetFileError) {
        var open: Int?
        let all = CSVText.records(text, separator: CSVText.separator(of: text)) { open = $0 }
        if let open {
            throw .badRow(file, "The row on line \(open)", "opens a quotation mark that is never closed")
        }
        guard let first = all.first, all.count > 1 else { throw .empty(file) }
        header = first.fields
        records = Array(all.dropFirst())
    }

    /// The place of a column; names are compared without case and blanks around them.
    func index(of column: String) -> Int? {
        let wanted = column.trimmed.lowercased()
        return header.firstIndex { $0.trimmed.lowercased() == wanted }
    }

    /// The mapping that the names of the columns suggest; nil when they say nothing.
    var suggestion: ImportColumns? {
        var columns: [ImportColumns.Role: String] = [:]
        for (role, names) in Self.names {
            if let name = names.first(where: { index(of: $0) != nil }), let place = index(of: name) {
                columns[role] = header[place]
            }
        }
        if columns[.chosen] != nil, columns[.rejected] != nil {
            columns[.answer] = nil
            columns[.thumb] = nil
        } else {
            columns[.chosen] = nil
            columns[.rejected] = nil
        }
        if columns[.question] == nil || columns[.answer] == nil && columns[.chosen] == nil {
            let pair = TablePairs.known.first { index(of: $0.0) != nil && index(of: $0.1) != nil }
            if let pair, let question = index(of: pair.0), let answer = index(of: pair.1) {
                columns[.question] = header[question]
                columns[.answer] = header[answer]
            }
        }
        return ImportColumns(columns)
    }

    /// What exports of this and other programs call their columns.
    private static let names: [(ImportColumns.Role, [String])] = [
        (.system, ["system", "시스템"]), (.question, ["prompt", "question", "instruction", "질문", "문제"]),
        (.answer, ["completion", "answer", "response", "답변", "대답", "정답"]), (.chosen, ["chosen"]),
        (.rejected, ["rejected"]), (.thumb, ["label", "thumb", "rating", "평가"]),
    ]
}
