/// Where a piece of text stands in what is encoded piece by piece.
enum TextPosition: Sendable, Hashable {
    /// At the beginning.
    case start
    /// Behind a special token.
    case afterToken
    /// Behind other text, which it goes on.
    case insideText
}
