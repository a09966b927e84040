package import Core

/// What is wrong with a file of rows, and what to do about it.
package struct DatasetFileError: ExplainedError, Hashable {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word.
    package let code: String
    /// One sentence that names the file, the line and the remedy.
    package let message: String

    private init(_ category: ErrorCategory, _ code: String, _ message: String) {
        self.category = category
        self.code = code
        self.message = message
    }

    /// The shapes a row may have, in words.
    private static let shapes =
        "“messages”, “conversations”, “prompt” and “completion”, “chosen” and “rejected”, “instruction” and “output”, or “text”"

    /// A row is not what any known format has.
    static func badRow(_ file: String, _ place: String, _ reason: String) -> Self {
        Self(
            .invalidInput, "bad_dataset_row",
            "\(place) of \(file) \(reason); correct it or take it out and import the file again, nothing was imported."
        )
    }

    /// A row has none of the known keys.
    static func unknownShape(_ file: String, _ place: String) -> Self {
        badRow(file, place, "has none of the known forms (\(shapes))")
    }

    /// The bytes are not UTF-8.
    static func encoding(_ file: String, line: Int) -> Self {
        Self(
            .invalidInput, "dataset_encoding",
            "Line \(line) of \(file) is not UTF-8; save the file as UTF-8 and import it again.")
    }

    /// The file is of a format that is known and not read.
    static func unsupported(_ file: String, format: String) -> Self {
        Self(
            .invalidInput, "unsupported_dataset_format",
            "\(file) is a \(format) file, which is not read yet; save it as JSON lines or CSV and import that."
        )
    }

    /// The columns of a table are not the ones that are needed.
    static func columns(_ file: String, header: [String]) -> Self {
        let names = header.prefix(12).map { "“\($0.prefix(40))”" }.joined(separator: ", ")
        return Self(
            .invalidInput, "dataset_columns",
            "\(file) has the columns \(names), and none of them is known as a question or answer; say which columns to take."
        )
    }

    /// A column that was named is not in the table.
    static func column(_ file: String, _ column: String, header: [String]) -> Self {
        let names = header.prefix(12).map { "“\($0.prefix(40))”" }.joined(separator: ", ")
        return Self(
            .invalidInput, "dataset_column_missing",
            "\(file) has no column “\(column.prefix(40))”; its columns are \(names).")
    }

    /// A mapping of columns does not do.
    static func mapping(_ fault: String) -> Self {
        Self(
            .invalidInput, "bad_column_mapping",
            "\(fault); write it like question=COLUMN,answer=COLUMN, or with chosen and rejected in place of the answer."
        )
    }

    /// No row of a table can be used.
    static func noUsableRow(_ file: String, count: Int, first: RowFault) -> Self {
        Self(
            .invalidInput, "no_usable_row",
            "None of the \(count) rows of \(file) can be used, the first on line \(first.line): \(first.reason); choose other "
                + "columns or correct the file.")
    }

    /// A prompt file lacks a part.
    static func prompt(_ file: String) -> Self {
        Self(
            .invalidInput, "bad_prompt_file",
            "\(file) needs a part under “# User” that holds {{text}}; put it in and try again.")
    }

    /// There is nothing in the file.
    static func empty(_ file: String) -> Self {
        Self(.invalidInput, "empty_dataset_file", "\(file) holds no rows; choose a file with at least one.")
    }

    /// The file is larger than the limit.
    static func tooLarge(_ file: String, bytes: Int, limit: Int) -> Self {
        Self(
            .tooLarge, "dataset_file_too_large",
            "\(file) has \(bytes) bytes and the limit is \(limit); split it and import the parts.")
    }
}
