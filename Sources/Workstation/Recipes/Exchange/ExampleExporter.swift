package import Core
import Foundation

/// Writes examples as lines that ``ExampleImporter`` and other trainers read.
package enum ExampleExporter {
    /// Writes one example as a line with its line break: `{"messages":[…]}`, or `{"text":…}` for a text row.
    ///
    /// - Throws: The encoder's error; text that is valid Unicode raises none.
    package static func line(_ example: Example) throws -> String { try line(example, as: .chat) ?? "" }

    /// Writes one example in a format.
    ///
    /// - Parameters:
    ///   - example: The row.
    ///   - split: The part that it belongs to, which only ``ExportFormat/chatWithSources`` can say; nil says none.
    ///   - format: The format.
    /// - Returns: The line with its line break; nil when the format cannot hold the row, such as a text row in
    ///   a format of questions and answers.
    /// - Throws: The encoder's error; text that is valid Unicode raises none.
    package static func line(
        _ example: Example, split: DatasetSplit? = nil, as format: ExportFormat
    ) throws -> String? {
        guard let row = ExportedRow(example, split: split, as: format) else { return nil }
        if format == .csv {
            return CSVText.line([row.system ?? "", row.prompt?.text ?? "", row.completion?.text ?? ""])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(row), as: UTF8.self) + "\n"
    }

    /// What stands before the first line of a format; empty for most.
    package static func header(of format: ExportFormat) -> String {
        format == .csv ? CSVText.line(["system", "prompt", "completion"]) : ""
    }

    /// Writes a whole file and counts the rows that the format cannot hold.
    ///
    /// - Throws: The encoder's error; text that is valid Unicode raises none.
    package static func file(
        _ examples: [Example], as format: ExportFormat
    ) throws -> (text: String, leftOut: Int) {
        var text = header(of: format)
        var leftOut = 0
        for example in examples {
            if let line = try line(example, as: format) { text += line } else { leftOut += 1 }
        }
        return (text, leftOut)
    }
}
