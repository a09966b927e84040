import Core

/// One JSON row of an imported file, before it is an example.
struct ImportedRow: Decodable {
    /// One turn as the file writes it.
    struct Turn: Decodable {
        var role: String
        var content: String?
    }

    var messages: [Turn]?
    var prompt: String?
    var completion: String?
    var instruction: String?
    var input: String?
    var output: String?
    var text: String?

    /// The format that the row has; nil for none.
    var format: ImportFormat? {
        if messages != nil { return .chat }
        if prompt != nil || completion != nil { return .promptCompletion }
        if instruction != nil || output != nil { return .alpaca }
        return text == nil ? nil : .textRows
    }

    /// What keeps the row from being an example, as the end of a sentence; nil when nothing does.
    var fault: String? {
        switch format {
        case .chat:
            let turns = messages ?? []
            if turns.isEmpty { return "has no messages" }
            if let turn = turns.first(where: { Role(rawValue: $0.role) == nil }) {
                return
                    "has a message whose role is none of system, user and assistant (\(turn.role.prefix(20).debugDescription))"
            }
            if turns.contains(where: { $0.content == nil }) { return "has a message without content" }
            guard turns.last?.role == Role.assistant.rawValue else {
                return "does not end with an assistant message"
            }
            if turns.last?.content?.isEmpty == true { return "ends with an empty assistant message" }
            if !turns.contains(where: { $0.role == Role.user.rawValue }) { return "has no user message" }
            if turns.dropFirst().contains(where: { $0.role == Role.system.rawValue }) {
                return "has a system message that is not the first"
            }
            return nil
        case .promptCompletion: return Self.fault("prompt", prompt, "completion", completion)
        case .alpaca: return Self.fault("instruction", instruction, "output", output)
        case .textRows: return text?.isEmpty == true ? "has an empty “text”" : nil
        case .plainText, nil: return nil
        }
    }

    private static func fault(
        _ first: String, _ firstValue: String?, _ second: String, _ secondValue: String?
    ) -> String? {
        for (name, value) in [(first, firstValue), (second, secondValue)] {
            guard let value else { return "has no “\(name)”" }
            if value.isEmpty { return "has an empty “\(name)”" }
        }
        return nil
    }

    /// The example; only for a row without a fault.
    var example: Example {
        func chat(_ question: String, _ answer: String) -> Example {
            Example(
                kind: .imported,
                messages: [
                    Message(role: .user, content: question), Message(role: .assistant, content: answer),
                ])
        }
        switch format {
        case .chat:
            let turns = (messages ?? []).compactMap { turn in
                Role(rawValue: turn.role).map { Message(role: $0, content: turn.content ?? "") }
            }
            return Example(kind: .imported, messages: turns)
        case .promptCompletion: return chat(prompt ?? "", completion ?? "")
        case .alpaca:
            let more = (input ?? "").isEmpty ? "" : "\n\n" + (input ?? "")
            return chat((instruction ?? "") + more, output ?? "")
        case .textRows, .plainText, nil: return Example(kind: .imported, text: text ?? "")
        }
    }
}
