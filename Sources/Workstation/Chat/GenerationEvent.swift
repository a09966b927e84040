/// What a generation is made of, in order: tokens, finished.
package enum GenerationEvent: Sendable {
    /// One token: its text (empty while a character is incomplete), its log-probability and alternatives.
    case token(GeneratedToken)
    /// The end.
    case finished(GenerationSummary)
}
