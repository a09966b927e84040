/// What a token of the vocabulary is, numbered as in GGUF's `tokenizer.ggml.token_type`.
package enum TokenKind: Int, Sendable {
    /// Ordinary text.
    case normal = 1
    /// Stands for what the vocabulary does not hold.
    case unknown = 2
    /// Steers the model, such as the end of a turn; never made from plain text.
    case control = 3
    /// Added to the vocabulary as a whole, such as a tool marker; never made from plain text either.
    case userDefined = 4
    /// A hole in the vocabulary.
    case unused = 5
    /// One byte.
    case byte = 6
}
