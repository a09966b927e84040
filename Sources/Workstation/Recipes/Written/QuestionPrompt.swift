import Core

/// A prompt file: what the model is told before and with the text of a chunk.
///
/// The file has a part under `# System` and one under `# User`. Names in double braces stand for values:
/// `{{count}}`, `{{types}}`, `{{title}}` and `{{text}}`. Values are put in once, so that a text with braces in it
/// stays text.
package struct QuestionPrompt: Sendable, Hashable {
    /// The standing instructions.
    package let system: String
    /// The request.
    package let user: String

    /// Reads a prompt file.
    ///
    /// - Throws: ``DatasetFileError`` when a part or the text's place is missing.
    package init(_ file: String, name: String) throws(DatasetFileError) {
        var parts: [String: [Substring]] = [:]
        var open: String?
        for line in file.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let heading = String(line).trimmed.lowercased()
            if heading == "# system" || heading == "# user" {
                open = String(heading.dropFirst(2))
            } else if let open {
                parts[open, default: []].append(line)
            }
        }
        system = (parts["system"] ?? []).joined(separator: "\n").trimmed
        user = (parts["user"] ?? []).joined(separator: "\n").trimmed
        guard !user.isEmpty, user.contains("{{text}}") else { throw .prompt(name) }
    }

    /// The messages for one chunk.
    func messages(_ values: [String: String]) -> [Message] {
        var messages = [Message(role: .user, content: Self.filled(user, values))]
        if !system.isEmpty {
            messages.insert(Message(role: .system, content: Self.filled(system, values)), at: 0)
        }
        return messages
    }

    private static func filled(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstRange(of: "{{") {
            result += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}"), let value = values[String(rest[..<close.lowerBound])]
            else {
                result += "{{"
                continue
            }
            result += value
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
