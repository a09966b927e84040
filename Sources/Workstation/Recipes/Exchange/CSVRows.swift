import Core

/// Makes rows of a table with a header; a row that cannot be used is named, and the others are taken.
struct CSVRows {
    /// The file's name, for messages.
    var file: String
    /// The columns that the user chose; nil takes columns whose names are known.
    var mapping: ImportColumns?

    /// Reads the records.
    ///
    /// - Throws: ``DatasetFileError`` when the columns are not there or no row can be used.
    func read(_ text: String) throws(DatasetFileError) -> ImportedFile {
        let table = try CSVTable(text, file: file)
        guard let mapping = mapping ?? table.suggestion else { throw .columns(file, header: table.header) }
        let places = try places(mapping, table)
        var result = ImportedFile(rows: [], format: .csv)
        for record in table.records {
            switch row(record.fields, places, table.header) {
            case .success(let row): result.rows.append(row)
            case .failure(let fault):
                result.faults.append(RowFault(line: record.line, reason: fault.rawValue))
            }
        }
        guard !result.rows.isEmpty else {
            throw .noUsableRow(file, count: result.faults.count, first: result.faults[0])
        }
        return result
    }

    /// Why a row cannot be used, in the words of the account.
    enum Fault: String, Error, CaseIterable {
        case shortRow = "row with fewer cells than the header has columns"
        case emptyQuestion = "row with an empty question"
        case emptyAnswer = "row with an empty answer"
        case equalAnswers = "row whose chosen and rejected answers are the same"
        case unknownThumb = "row whose thumb is neither up nor down"
    }

    private func places(
        _ mapping: ImportColumns, _ table: CSVTable
    ) throws(DatasetFileError) -> [ImportColumns.Role: [Int]] {
        var places: [ImportColumns.Role: [Int]] = [:]
        for (role, columns) in mapping.columns {
            for column in columns {
                guard let index = table.index(of: column) else {
                    throw .column(file, column, header: table.header)
                }
                places[role, default: []].append(index)
            }
        }
        return places
    }

    /// Whether a cell holds nothing: blanks alone say nothing in a table that a person typed, and are kept in a file that was
    /// exported.
    private func isEmpty(_ cell: String) -> Bool { mapping == nil ? cell.isEmpty : cell.trimmed.isEmpty }

    private func row(
        _ cells: [String], _ places: [ImportColumns.Role: [Int]], _ header: [String]
    ) -> Result<Example, Fault> {
        guard places.values.joined().allSatisfy({ $0 < cells.count }) else { return .failure(.shortRow) }
        func cell(_ role: ImportColumns.Role) -> String? { places[role].map { cells[$0[0]] } }
        let question = Self.question(places[.question] ?? [], cells, header)
        guard !isEmpty(question) else { return .failure(.emptyQuestion) }
        let (answer, rejected) = (cell(.chosen) ?? cell(.answer) ?? "", cell(.rejected))
        guard !isEmpty(answer), rejected.map(isEmpty) != true else { return .failure(.emptyAnswer) }
        guard rejected != answer else { return .failure(.equalAnswers) }
        var example = Example(
            kind: .imported,
            messages: [
                Message(role: .user, content: question), Message(role: .assistant, content: answer),
            ])
        if let system = cell(.system), !isEmpty(system) {
            example.messages.insert(Message(role: .system, content: system), at: 0)
        }
        example.rejected = rejected
        if let thumb = cell(.thumb)?.trimmed, !thumb.isEmpty {
            guard let isUp = Self.thumbs[thumb.lowercased()] else { return .failure(.unknownThumb) }
            example.rating = isUp ? .up : .down
        }
        return .success(example)
    }

    /// One column is used as it is; several get their names, and empty ones are left out.
    private static func question(_ places: [Int], _ cells: [String], _ header: [String]) -> String {
        guard places.count > 1 else { return places.first.map { cells[$0] } ?? "" }
        return places.filter { !cells[$0].trimmed.isEmpty }.map { "\(header[$0]): \(cells[$0])" }
            .joined(separator: "\n")
    }

    private static let thumbs: [String: Bool] = [
        "up": true, "good": true, "true": true, "yes": true, "1": true, "+1": true, "👍": true, "좋음": true,
        "down": false, "bad": false, "false": false, "no": false, "0": false, "-1": false, "👎": false,
        "나쁨": false,
    ]
}
