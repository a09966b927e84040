import Core

/// A prompt or answer as a file writes it: a text or a list of turns.
enum ImportedText: Decodable, Hashable {
    case text(String)
    case list([ImportedTurn])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let turns = try? container.decode([ImportedTurn].self) {
            self = .list(turns)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    /// The text; for turns what the last one says.
    var text: String {
        switch self {
        case .text(let text): text
        case .list(let turns): turns.last?.content ?? ""
        }
    }

    /// As the turns before an answer; a text is a question.
    var turns: [ImportedTurn] {
        switch self {
        case .text(let text): [ImportedTurn(.user, text)]
        case .list(let turns): turns
        }
    }

    /// As an answer: a text is the assistant's.
    var answer: [ImportedTurn] {
        switch self {
        case .text(let text): [ImportedTurn(.assistant, text)]
        case .list(let turns): turns
        }
    }

    /// Whether it is a list of several turns.
    var isLong: Bool {
        if case .list(let turns) = self { turns.count > 1 } else { false }
    }

    /// The turns that two conversations have in common before their last ones; nil when they differ earlier.
    func turns(before other: ImportedText) -> [ImportedTurn]? {
        guard case .list(let own) = self, case .list(let others) = other, own.count >= 2,
            own.dropLast() == others.dropLast()
        else { return nil }
        return Array(own.dropLast())
    }
}
