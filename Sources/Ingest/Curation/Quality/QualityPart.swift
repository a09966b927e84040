/// One reason for the quality of a row.
package struct QualityPart: Codable, Sendable, Hashable {
    /// What was looked at.
    package enum Name: String, Codable, Sendable, CaseIterable {
        /// Whether there is enough to learn.
        case length
        /// How much of the text says the same again.
        case repetition
        /// How much of it is letters and not signs.
        case letters
        /// Whether its sentences are whole.
        case sentences
        /// Whether the question stands on its own.
        case question
        /// How much of the answer stands in its source.
        case source
    }

    /// What was looked at.
    package var name: Name
    /// From 0, bad, to 1, good.
    package var score: Double
    /// Why, in a few words.
    package var reason: String

    /// Makes a part.
    package init(name: Name, score: Double, reason: String) {
        self.name = name
        self.score = score
        self.reason = reason
    }
}
