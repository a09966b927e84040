import Core

/// A prompt or answer of a file: a text, or a list of messages.
enum ExchangedText: Hashable {
    case text(String)
    case turns([Message])

    /// The text; for messages the content of the last one.
    var text: String {
        switch self {
        case .text(let text): text
        case .turns(let turns): turns.last?.content ?? ""
        }
    }
}

extension ExchangedText: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .turns(let turns): try container.encode(turns)
        }
    }
}
