import Core

/// One JSON row of an imported file, before it is an example.
struct ImportedRow: Decodable {
    var messages: [ImportedTurn]?
    var conversations: [ImportedTurn]?
    var prompt: ImportedText?
    var completion: ImportedText?
    var chosen: ImportedText?
    var rejected: ImportedText?
    var label: Bool?
    var instruction: String?
    var input: String?
    var output: String?
    var system: String?
    var history: [[String]]?
    var text: String?
    var metadata: RowMetadata?

    private enum CodingKeys: String, CodingKey {
        case messages, conversations, prompt, completion, chosen, rejected, label, instruction, input, output,
            system
        case history, text, metadata
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        messages = try values.decodeIfPresent([ImportedTurn].self, forKey: .messages)
        conversations = try values.decodeIfPresent([ImportedTurn].self, forKey: .conversations)
        prompt = try values.decodeIfPresent(ImportedText.self, forKey: .prompt)
        completion = try values.decodeIfPresent(ImportedText.self, forKey: .completion)
        chosen = try values.decodeIfPresent(ImportedText.self, forKey: .chosen)
        rejected = try values.decodeIfPresent(ImportedText.self, forKey: .rejected)
        // Other tools put other things under names that only some formats use.
        label = try? values.decodeIfPresent(Bool.self, forKey: .label)
        metadata = try? values.decodeIfPresent(RowMetadata.self, forKey: .metadata)
        history = try? values.decodeIfPresent([[String]].self, forKey: .history)
        instruction = try values.decodeIfPresent(String.self, forKey: .instruction)
        input = try values.decodeIfPresent(String.self, forKey: .input)
        output = try values.decodeIfPresent(String.self, forKey: .output)
        system = try values.decodeIfPresent(String.self, forKey: .system)
        text = try values.decodeIfPresent(String.self, forKey: .text)
    }

    /// The format that the row has; nil for none.
    var format: ImportFormat? {
        if chosen != nil || rejected != nil { return .preference }
        if messages != nil { return .chat }
        if conversations != nil { return .shareGPT }
        if prompt != nil || completion != nil { return label == nil ? .promptCompletion : .rated }
        if instruction != nil || output != nil { return .alpaca }
        return text == nil ? nil : .textRows
    }

    /// What keeps the row from being an example, as the end of a sentence; nil when nothing does.
    var fault: String? {
        switch format {
        case .chat: ImportedTurn.fault(messages ?? [])
        case .shareGPT: ImportedTurn.fault(conversations ?? [])
        case .preference: preferenceFault
        case .promptCompletion, .rated: pairFault
        case .alpaca:
            Self.fault("instruction", instruction, "output", output)
                ?? (history?.contains { $0.count != 2 } == true
                    ? "has a “history” that is not made of pairs" : nil)
        case .textRows: text?.isEmpty == true ? "has an empty “text”" : nil
        case .csv, .plainText, nil: nil
        }
    }

    private var pairFault: String? {
        if let fault = Self.fault("prompt", prompt?.text, "completion", completion?.text) { return fault }
        return ImportedTurn.fault((prompt?.turns ?? []) + (completion?.answer ?? []))
    }

    private var preferenceFault: String? {
        guard let chosen else { return "has no “chosen”" }
        guard let rejected else { return "has no “rejected”" }
        if chosen.text.isEmpty { return "has an empty “chosen”" }
        if prompt == nil, chosen.turns(before: rejected) == nil {
            return "has no “prompt”, and “chosen” and “rejected” do not begin with the same messages"
        }
        if prompt != nil, chosen.isLong || rejected.isLong {
            return "has a “prompt” and an answer of several messages"
        }
        return ImportedTurn.fault(preferenceTurns + chosenAnswer)
    }

    /// The turns before the two answers: the prompt, else what both conversations begin with.
    private var preferenceTurns: [ImportedTurn] {
        if let prompt { return prompt.turns }
        guard let chosen, let rejected else { return [] }
        return chosen.turns(before: rejected) ?? []
    }

    /// The preferred answer alone, without the turns before it.
    private var chosenAnswer: [ImportedTurn] { Array((chosen?.answer ?? []).suffix(1)) }

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
        let made = bare
        return metadata?.applied(to: made) ?? made
    }

    private var bare: Example {
        switch format {
        case .chat: return Self.chat(messages ?? [])
        case .shareGPT:
            let turns = conversations ?? []
            let isIntroduced = turns.first?.parsedRole == .system
            return Self.chat((isIntroduced ? [] : system.map { [ImportedTurn(.system, $0)] } ?? []) + turns)
        case .preference:
            var example = Self.chat(preferenceTurns + chosenAnswer)
            example.rejected = rejected?.text
            return example
        case .promptCompletion, .rated:
            var example = Self.chat((prompt?.turns ?? []) + (completion?.answer ?? []))
            if format == .rated { example.rating = label == true ? .up : .down }
            return example
        case .alpaca:
            let more = (input ?? "").isEmpty ? "" : "\n\n" + (input ?? "")
            let earlier = (history ?? []).flatMap {
                [ImportedTurn(.user, $0[0]), ImportedTurn(.assistant, $0[1])]
            }
            let isIntroduced = system?.isEmpty == false
            return Self.chat(
                (isIntroduced ? [ImportedTurn(.system, system ?? "")] : []) + earlier + [
                    ImportedTurn(.user, (instruction ?? "") + more), ImportedTurn(.assistant, output ?? ""),
                ])
        case .textRows, .csv, .plainText, nil: return Example(kind: .imported, text: text ?? "")
        }
    }

    private static func chat(_ turns: [ImportedTurn]) -> Example {
        Example(
            kind: .imported,
            messages: turns.compactMap { turn in
                turn.parsedRole.map { Message(role: $0, content: turn.content ?? "") }
            })
    }
}
