import Core

/// A row as a format writes it; keys without a value are left out.
struct ExportedRow: Encodable {
    /// One turn of a ShareGPT conversation.
    struct Part: Encodable {
        var from: String
        var value: String
    }

    var messages: [Message]?
    var conversations: [Part]?
    var system: String?
    var instruction: String?
    var input: String?
    var output: String?
    var history: [[String]]?
    var prompt: ExchangedText?
    var completion: ExchangedText?
    var chosen: ExchangedText?
    var rejected: ExchangedText?
    var label: Bool?
    var text: String?
    var metadata: RowMetadata?

    /// Writes an example of a split; nil when the format cannot hold it.
    init?(_ example: Example, split: DatasetSplit?, as format: ExportFormat) {
        switch format {
        case .chat, .chatWithSources:
            if let text = example.text { self.text = text } else { messages = example.messages }
            if format == .chatWithSources { metadata = RowMetadata(example, split: split) }
        case .shareGPT:
            guard example.text == nil else { return nil }
            conversations = example.messages.map { Part(from: Self.speaker($0.role), value: $0.content) }
        case .alpaca:
            guard let parts = ExchangedTurns(example), !parts.question.isEmpty, !parts.answer.isEmpty else {
                return nil
            }
            (system, instruction, input, output) = (parts.system, parts.question, "", parts.answer)
            if !parts.earlier.isEmpty { history = parts.earlier }
        case .promptCompletion, .rated:
            guard let parts = ExchangedTurns(example), !parts.answer.isEmpty else { return nil }
            if format == .rated {
                guard let rating = example.rating else { return nil }
                label = rating == .up
            }
            (prompt, completion) = (Self.prompt(example, parts), Self.answer(example, parts.answer))
        case .preference:
            guard let other = example.rejected, let parts = ExchangedTurns(example), !parts.answer.isEmpty
            else { return nil }
            (prompt, chosen) = (Self.prompt(example, parts), Self.answer(example, parts.answer))
            rejected = Self.answer(example, other)
        case .csv:
            guard let parts = ExchangedTurns(example), parts.earlier.isEmpty, !parts.question.isEmpty,
                !parts.answer.isEmpty
            else { return nil }
            (system, prompt, completion) = (parts.system, .text(parts.question), .text(parts.answer))
        }
    }

    /// One question is a text; a conversation before the answer is a list of messages.
    private static func prompt(_ example: Example, _ parts: ExchangedTurns) -> ExchangedText {
        isPlain(parts) ? .text(parts.question) : .turns(Array(example.messages.dropLast()))
    }

    private static func answer(_ example: Example, _ text: String) -> ExchangedText {
        guard let parts = ExchangedTurns(example), isPlain(parts) else {
            return .turns([Message(role: .assistant, content: text)])
        }
        return .text(text)
    }

    private static func isPlain(_ parts: ExchangedTurns) -> Bool {
        parts.earlier.isEmpty && parts.system == nil && !parts.question.isEmpty
    }

    private static func speaker(_ role: Role) -> String {
        switch role {
        case .system: "system"
        case .user: "human"
        case .assistant: "gpt"
        }
    }
}
