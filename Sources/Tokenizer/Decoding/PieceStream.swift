/// Turns tokens into text one after the other, in the manner of a ``DecodingStyle`` that looks at neighbours.
struct PieceStream: Sendable {
    private var isFirst = true
    private var stripped = 0
    private var isStripping = true
    /// The bytes of tokens like `<0x0A>` that have not become text yet.
    private var run: [UInt8] = []

    /// Takes a token and returns the text that it completes.
    mutating func append(_ token: ArraySlice<UInt8>, _ kind: TokenKind, _ style: DecodingStyle) -> [UInt8] {
        defer { isFirst = false }
        switch style {
        case .byteLevel: return Array(token)
        case .wordPiece(let continuation, let cleansUp):
            let text = isFirst ? Array(token) : Self.continued(token, continuation)
            return cleansUp ? Self.cleanedUp(text) : text
        case .pieces(let pieces):
            if pieces.fallsBackToBytes, kind == .byte, token.count == 1 {
                run.append(contentsOf: token)
                return []
            }
            var text = Array(token)
            if isFirst, let sign = pieces.signLostInFirst {
                text = UTF8Text.replacing(sign, with: [], in: text[...])
            }
            for replacement in pieces.replacements {
                text = UTF8Text.replacing(replacement.pattern, with: replacement.text, in: text[...])
            }
            return strip(takeRun() + text, pieces)
        }
    }

    /// Returns the text that waited for its end.
    mutating func finish(_ style: DecodingStyle) -> [UInt8] {
        guard case .pieces(let pieces) = style else { return [] }
        return strip(takeRun(), pieces)
    }

    /// A run that is not valid UTF-8 as a whole becomes as many replacement characters, as in the reference library.
    private mutating func takeRun() -> [UInt8] {
        guard !run.isEmpty else { return [] }
        defer { run.removeAll() }
        if UTF8Text.isValid(run[...]) { return run }
        return Array(repeatElement([0xEF, 0xBF, 0xBD], count: run.count).joined())
    }

    private mutating func strip(_ text: [UInt8], _ pieces: DecodingStyle.Pieces) -> [UInt8] {
        guard isStripping, !text.isEmpty else { return text }
        var rest = text[...]
        while stripped < pieces.stripCount, rest.starts(with: pieces.stripped) {
            rest = rest.dropFirst(pieces.stripped.count)
            stripped += 1
        }
        if !rest.isEmpty { isStripping = false }
        return Array(rest)
    }

    private static func continued(_ token: ArraySlice<UInt8>, _ continuation: [UInt8]) -> [UInt8] {
        token.starts(with: continuation) ? Array(token.dropFirst(continuation.count)) : [0x20] + token
    }

    /// Takes out the spaces that splitting put in front of signs and endings.
    private static func cleanedUp(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x20) else { return text }
        return endings.reduce(text) { text, ending in
            UTF8Text.replacing(Array(ending.0.utf8), with: Array(ending.1.utf8), in: text[...])
        }
    }

    private static let endings = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]
}
