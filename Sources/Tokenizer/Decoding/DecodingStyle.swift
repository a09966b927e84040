/// How tokens become text.
enum DecodingStyle: Sendable, Hashable {
    /// The tokens' bytes one after the other.
    case byteLevel
    /// SentencePiece's tokens, in which a sign stands for the space.
    case pieces(Pieces)
    /// WordPiece's tokens: a space in front of each that does not continue a word.
    case wordPiece(continuation: [UInt8], cleansUp: Bool)

    /// What is done to SentencePiece's tokens.
    struct Pieces: Sendable, Hashable {
        /// What is replaced in each token, in order.
        var replacements: [Replacement] = []
        /// Whether tokens like `<0x0A>` stand for a byte.
        var fallsBackToBytes = false
        /// The sign that the first token loses wherever it stands in it.
        var signLostInFirst: [UInt8]?
        /// What is taken off the front of the whole text.
        var stripped: [UInt8] = []
        /// How many times.
        var stripCount = 0
    }

    /// A text and what takes its place.
    struct Replacement: Sendable, Hashable {
        var pattern: [UInt8]
        var text: [UInt8]
    }

    /// SentencePiece's sign for the space, `▁`.
    static let spaceSign: [UInt8] = [0xE2, 0x96, 0x81]

    /// SentencePiece's own way.
    ///
    /// - Parameter spacesDropped: How many spaces go from the front: the one that encoding puts there, or all.
    /// - Returns: The style.
    static func sentencePiece(spacesDropped: Int) -> DecodingStyle {
        .pieces(
            Pieces(
                replacements: [Replacement(pattern: spaceSign, text: [0x20])], fallsBackToBytes: true,
                stripped: [0x20], stripCount: spacesDropped))
    }
}
