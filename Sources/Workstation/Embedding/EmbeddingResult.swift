/// The vectors of some texts.
package struct EmbeddingResult: Sendable, Hashable {
    /// A vector of length 1 a text, in the order of the texts.
    package var vectors: [[Float]]
    /// Tokens of all texts together.
    package var tokens: Int
}
