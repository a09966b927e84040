/// One generated or scored token.
package struct GeneratedToken: Sendable, Hashable {
    /// A token that might have been, with its log-probability.
    package struct Alternative: Sendable, Hashable {
        /// The token id.
        package var id: Int
        /// Its text.
        package var text: String
        /// Its log-probability in nats.
        package var logProbability: Float
    }

    /// The token id.
    package var id: Int
    /// Text that became complete with this token; empty while a character is incomplete.
    package var text: String
    /// The token's own text, whole or not.
    package var piece: String
    /// Its log-probability at temperature 1; nil for the first token of a scored prompt.
    package var logProbability: Float?
    /// The likeliest tokens at this place, as many as were asked for.
    package var alternatives: [Alternative]
}
