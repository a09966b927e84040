import Core
import Foundation

/// Reads files of rows: chat JSONL, ShareGPT, Alpaca, prompt and completion, preferred and rated answers, columns,
/// and plain text.
///
/// The whole file is read before anything is returned: one bad row of JSON refuses the file, and the error names
/// the line and the remedy. Of a table, whose rows a person typed, the bad rows are named and the others taken.
/// Rows that repeat an earlier one are dropped and counted.
package enum ExampleImporter {
    /// The largest file in bytes.
    package static let byteLimit = 512 << 20
    /// From this many rows on, a share is held out.
    package static let heldOutFrom = 20

    /// Reads a file to learn from.
    ///
    /// - Parameters:
    ///   - data: The file's bytes.
    ///   - fileName: Its name, for messages; its ending decides only between text and JSON that look alike.
    ///   - options: The share to hold out, the length of passages and the columns to take.
    /// - Returns: Rows in the parts that the file names, else split by what they ask so that one question is never on
    ///   both sides, and figures. Answers with a thumb down are left out: they are nothing to learn.
    /// - Throws: ``DatasetFileError`` for a bad row, bytes that are not UTF-8, and an empty or too large file.
    package static func read(
        _ data: [UInt8], fileName: String, options: RecipeOptions = RecipeOptions()
    ) throws(DatasetFileError) -> RecipeOutput {
        ImportSplit(options: options).output(try rows(data, fileName: fileName, options: options))
    }

    /// Reads all rows of a file in their order, rated and preferred answers too.
    ///
    /// - Returns: The rows, the format that the first of them has, and the rows of a table that cannot be used.
    /// - Throws: ``DatasetFileError`` as ``read(_:fileName:options:)`` does.
    package static func rows(
        _ data: [UInt8], fileName: String, options: RecipeOptions = RecipeOptions()
    ) throws(DatasetFileError) -> ImportedFile {
        try file(
            data, fileName: fileName, options: options, columns: options.columns.map(ImportColumns.init))
    }

    /// Reads all rows of a file in their order.
    ///
    /// - Parameters:
    ///   - data: The file's bytes.
    ///   - fileName: Its name.
    ///   - options: The length of passages.
    ///   - columns: What the columns of a table are; nil goes by their names.
    /// - Returns: The rows, the format that the first of them has, and the rows of a table that cannot be used.
    /// - Throws: ``DatasetFileError`` as ``read(_:fileName:options:)`` does.
    package static func file(
        _ data: [UInt8], fileName: String, options: RecipeOptions = RecipeOptions(),
        columns: ImportColumns? = nil
    ) throws(DatasetFileError) -> ImportedFile {
        guard data.count <= byteLimit else {
            throw .tooLarge(fileName, bytes: data.count, limit: byteLimit)
        }
        for (magic, name) in [("PAR1", "Parquet"), ("ARROW1", "Arrow")] where data.starts(with: magic.utf8) {
            throw .unsupported(fileName, format: name)
        }
        let text = try text(data, fileName)
        guard let first = text.first(where: { !$0.isWhitespace }) else { throw .empty(fileName) }
        if isTable(fileName) { return try CSVRows(file: fileName, mapping: columns).read(text) }
        guard columns == nil else {
            throw .mapping("\(fileName) is no table, and a mapping of columns was given")
        }
        let ending = ending(fileName)
        let isJSON =
            ["json", "jsonl", "ndjson"].contains(ending) || first == "{" && !["txt", "md"].contains(ending)
        guard isJSON else { return ImportedFile(rows: passages(text, options), format: .plainText) }
        let read = first == "[" ? try array(text, fileName) : try lines(text, fileName)
        guard let row = read.first else { throw .empty(fileName) }
        return ImportedFile(
            rows: read.map(\.example), splits: read.map { $0.metadata?.split },
            format: row.format ?? .textRows)
    }

    /// Whether a file of this name is read as columns with a header.
    static func isTable(_ fileName: String) -> Bool { ["csv", "tsv"].contains(ending(fileName)) }

    private static func ending(_ fileName: String) -> Substring {
        let name = fileName.lowercased()
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
    }

    // MARK: - Reading

    /// The text of a file in UTF-8.
    ///
    /// - Throws: ``DatasetFileError`` that names the line which is not.
    static func text(_ data: [UInt8], _ file: String) throws(DatasetFileError) -> String {
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data[...]
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        throw .encoding(file, line: line)
    }

    private static func lines(_ text: String, _ file: String) throws(DatasetFileError) -> [ImportedRow] {
        var rows: [ImportedRow] = []
        var number = 0
        // By bytes: a carriage return and a line feed are one character, and other breaks belong to the text.
        for bytes in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard bytes.contains(where: { $0 > 0x20 }) else { continue }
            let row: ImportedRow
            do {
                row = try JSONDecoder().decode(ImportedRow.self, from: Data(bytes))
            } catch {
                throw .badRow(file, "Line \(number)", "is not a JSON object with text fields")
            }
            rows.append(try checked(row, file, "Line \(number)"))
        }
        return rows
    }

    private static func array(_ text: String, _ file: String) throws(DatasetFileError) -> [ImportedRow] {
        let rows: [ImportedRow]
        do {
            rows = try JSONDecoder().decode([ImportedRow].self, from: Data(text.utf8))
        } catch {
            throw .badRow(file, place(of: error), "is not a JSON object with text fields")
        }
        for (index, row) in rows.enumerated() { _ = try checked(row, file, "Row \(index + 1)") }
        return rows
    }

    private static func place(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "The JSON array" }
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        return context?.codingPath.first?.intValue.map { "Row \($0 + 1)" } ?? "The JSON array"
    }

    private static func checked(
        _ row: ImportedRow, _ file: String, _ place: String
    ) throws(DatasetFileError) -> ImportedRow {
        guard row.format != nil else { throw .unknownShape(file, place) }
        if let fault = row.fault { throw .badRow(file, place, fault) }
        return row
    }

    private static func passages(_ text: String, _ options: RecipeOptions) -> [Example] {
        var paragraphs: [String] = [""]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = String(line).trimmingSuffix(while: \.isWhitespace)
            if line.isEmpty {
                if paragraphs.last?.isEmpty == false { paragraphs.append("") }
            } else {
                let old = paragraphs.removeLast()
                paragraphs.append(old.isEmpty ? line : old + "\n" + line)
            }
        }
        let blocks = paragraphs.filter { !$0.isEmpty }.map { DocumentBlock(kind: .paragraph, text: $0) }
        let section = DocumentSection(documentId: "", documentTitle: "", path: [], blocks: 0..<blocks.count)
        return PassageBuilder(longest: options.passageCharacters).passages(of: section, blocks: blocks)
            .map { Example(kind: .imported, text: $0.text) }
    }
}
