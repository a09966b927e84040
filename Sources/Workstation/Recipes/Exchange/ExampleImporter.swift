import Core
import Foundation

/// Reads files of rows: chat JSONL, prompt and completion, Alpaca, and plain text.
///
/// The whole file is read before anything is returned: one bad row refuses the file, and the error names the
/// line and the remedy. Rows that repeat an earlier one are dropped and counted.
package enum ExampleImporter {
    /// The largest file in bytes.
    package static let byteLimit = 512 << 20
    /// From this many rows on, a share is held out.
    package static let heldOutFrom = 20

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - data: The file's bytes.
    ///   - fileName: Its name, for messages; its ending decides only between text and JSON that look alike.
    ///   - options: The share to hold out and the length of passages.
    /// - Returns: Rows, split by what they ask so that one question is never on both sides, and figures.
    /// - Throws: ``DatasetFileError`` for a bad row, bytes that are not UTF-8, and an empty or too large file.
    package static func read(
        _ data: [UInt8], fileName: String, options: RecipeOptions = RecipeOptions()
    ) throws(DatasetFileError) -> RecipeOutput {
        guard data.count <= byteLimit else {
            throw .tooLarge(fileName, bytes: data.count, limit: byteLimit)
        }
        let text = try decoded(data, fileName)
        guard let first = text.first(where: { !$0.isWhitespace }) else { throw .empty(fileName) }
        let ending = fileName.lowercased().split(separator: ".").last ?? ""
        let isJSON =
            ["json", "jsonl", "ndjson"].contains(ending) || first == "{" && !["txt", "md"].contains(ending)
        let rows: [Example]
        let format: ImportFormat
        if isJSON {
            let read = first == "[" ? try array(text, fileName) : try lines(text, fileName)
            guard let row = read.first else { throw .empty(fileName) }
            format = row.format ?? .textRows
            rows = read.map(\.example)
        } else {
            format = .plainText
            rows = passages(text, options)
        }
        return output(rows, format, options)
    }

    // MARK: - Reading

    private static func decoded(_ data: [UInt8], _ file: String) throws(DatasetFileError) -> String {
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
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            let row: ImportedRow
            do {
                row = try JSONDecoder().decode(ImportedRow.self, from: Data(line.utf8))
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
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
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

    // MARK: - Splitting

    private static func output(_ rows: [Example], _ format: ImportFormat, _ options: RecipeOptions)
        -> RecipeOutput
    {
        var output = RecipeOutput()
        var drops = DropTally()
        var seen: Set<Example> = []
        let unique = rows.filter { row in
            let isNew = seen.insert(row).inserted
            if !isNew { drops.add("row repeats an earlier one") }
            return isNew
        }
        func question(_ row: Example) -> String { KnowledgeBuilder.words(row.prompt ?? row.text ?? "") }
        var sizes: [String: Int] = [:]
        for row in unique { sizes[question(row), default: 0] += 1 }
        var held: Set<String> = []
        if unique.count >= heldOutFrom, sizes.count >= 2, options.heldOutShare > 0 {
            let wanted = max(1, Int((Double(unique.count) * min(options.heldOutShare, 0.5)).rounded()))
            var total = 0
            for (text, count) in sizes.sorted(by: {
                (StableHash.of($0.key), $0.key) < (StableHash.of($1.key), $1.key)
            }) {
                guard total < wanted, held.count + 1 < sizes.count else { break }
                guard total + count <= wanted * 2 else { continue }
                held.insert(text)
                total += count
            }
        }
        for row in unique {
            if held.contains(question(row)) { output.heldOut.append(row) } else { output.train.append(row) }
        }
        output.drops = drops.drops
        output.counts = [
            RecipeCount(name: "rows in the file", count: rows.count),
            RecipeCount(name: "\(format.words) learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
        return output
    }
}

extension ImportFormat {
    /// What a row of the format is called in the counts.
    fileprivate var words: String {
        switch self {
        case .chat: "conversations"
        case .promptCompletion: "prompts with completions"
        case .alpaca: "instructions with outputs"
        case .textRows: "text rows"
        case .plainText: "passages"
        }
    }
}
