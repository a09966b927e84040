/// A language and how sure a detector is of it.
package struct LanguageGuess: Codable, Sendable, Hashable {
    /// The language as a two-letter code.
    package var code: String
    /// From 0, a guess, to 1, certain.
    package var confidence: Double

    /// Makes a guess.
    package init(code: String, confidence: Double) {
        self.code = code
        self.confidence = confidence
    }
}
