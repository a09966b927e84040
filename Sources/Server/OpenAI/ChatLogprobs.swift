import Workstation

/// Log-probabilities in the shape of chat answers.
struct ChatLogprobs: Encodable, Sendable {
    struct Alternative: Encodable, Sendable {
        var token: String
        var logprob: Float
        var bytes: [UInt8]?
    }

    struct Entry: Encodable, Sendable {
        var token: String
        var logprob: Float
        var bytes: [UInt8]?
        var topLogprobs: [Alternative]

        init(_ token: GeneratedToken) {
            self.token = token.piece
            logprob = token.logProbability ?? 0
            bytes = ChatLogprobs.bytes(token.piece)
            topLogprobs = token.alternatives.map {
                Alternative(token: $0.text, logprob: $0.logProbability, bytes: ChatLogprobs.bytes($0.text))
            }
        }
    }

    var content: [Entry]

    /// The bytes of a token's text; nil for a token that is part of a character, whose text only stands for it.
    private static func bytes(_ text: String) -> [UInt8]? {
        text.unicodeScalars.contains("\u{FFFD}") ? nil : Array(text.utf8)
    }
}
