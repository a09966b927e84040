/// A token that was chosen.
package struct SampledToken: Sendable, Hashable {
    /// The token.
    package let token: Int
    /// Its log-probability in nats under the model itself, before temperature, cuts and penalty.
    package let logProbability: Float

    /// Makes a choice.
    package init(token: Int, logProbability: Float) {
        self.token = token
        self.logProbability = logProbability
    }
}
