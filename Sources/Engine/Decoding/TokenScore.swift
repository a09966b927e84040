/// How likely the model found one token of a given text.
package struct TokenScore: Sendable, Hashable {
    /// One of the likeliest tokens at a position.
    package struct Alternative: Sendable, Hashable {
        /// The token.
        package let token: Int
        /// Its log-probability in nats.
        package let logProbability: Float

        /// Makes an alternative.
        package init(token: Int, logProbability: Float) {
            self.token = token
            self.logProbability = logProbability
        }
    }

    /// The token of the text.
    package let token: Int
    /// Its log-probability in nats, given all tokens before it.
    package let logProbability: Float
    /// The likeliest tokens at its position, the likeliest first.
    package let alternatives: [Alternative]

    /// Makes a score.
    package init(token: Int, logProbability: Float, alternatives: [Alternative]) {
        self.token = token
        self.logProbability = logProbability
        self.alternatives = alternatives
    }
}
