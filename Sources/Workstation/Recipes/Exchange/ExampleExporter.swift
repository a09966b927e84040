package import Core
import Foundation

/// Writes examples as JSON lines that ``ExampleImporter`` and other trainers read.
package enum ExampleExporter {
    private struct Chat: Encodable {
        var messages: [Message]
    }

    private struct Text: Encodable {
        var text: String
    }

    /// Writes one example as a line with its line break: `{"messages":[…]}`, or `{"text":…}` for a text row.
    ///
    /// - Throws: The encoder's error; text that is valid Unicode raises none.
    package static func line(_ example: Example) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data =
            if let text = example.text { try encoder.encode(Text(text: text)) } else {
                try encoder.encode(Chat(messages: example.messages))
            }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
