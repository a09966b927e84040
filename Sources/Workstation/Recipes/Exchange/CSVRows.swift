import Core

/// Makes rows of a table with a header.
struct CSVRows {
    /// The file's name, for messages.
    var file: String
    /// The columns that the user chose; nil takes columns whose names are a known pair.
    var mapping: ColumnMapping?

    /// Reads the records.
    ///
    /// - Throws: ``DatasetFileError`` when the columns are not there or a cell that is needed is empty.
    func rows(_ text: String) throws(DatasetFileError) -> [Example] {
        let records = CSVText.records(text, separator: CSVText.separator(of: text))
        guard let header = records.first?.fields, records.count > 1 else { throw .empty(file) }
        guard let mapping = mapping ?? Self.known(header), mapping.apply(header: header, cells: header) != nil
        else {
            throw .columns(file, header: header)
        }
        var rows: [Example] = []
        for record in records.dropFirst() {
            guard let pair = mapping.apply(header: header, cells: record.fields) else {
                throw .badRow(file, "Line \(record.line)", "has fewer cells than the header has columns")
            }
            if pair.question.isEmpty || pair.answer.isEmpty {
                throw .badRow(
                    file, "Line \(record.line)", "has an empty cell where a question or answer should be")
            }
            var messages = [
                Message(role: .user, content: pair.question), Message(role: .assistant, content: pair.answer),
            ]
            if let system = pair.system, !system.isEmpty {
                messages.insert(Message(role: .system, content: system), at: 0)
            }
            rows.append(Example(kind: .imported, messages: messages))
        }
        return rows
    }

    private static func known(_ header: [String]) -> ColumnMapping? {
        let names = header.map { $0.trimmed.lowercased() }
        for (input, output) in TablePairs.known {
            guard let first = names.firstIndex(of: input), let second = names.firstIndex(of: output) else {
                continue
            }
            let system = names.firstIndex(of: "system").map { header[$0] }
            return ColumnMapping(inputs: [header[first]], output: header[second], system: system)
        }
        return nil
    }
}
