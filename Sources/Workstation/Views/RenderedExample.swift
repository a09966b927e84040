/// A row as a model sees it.
package struct RenderedExample: Codable, Sendable, Hashable {
    /// Neighbouring tokens that are learned, or that are not.
    package struct Segment: Codable, Sendable, Hashable {
        /// Their text, control tokens included.
        package var text: String
        /// Whether they are learned.
        package var isLearned: Bool
    }

    /// Name of the model.
    package var model: String
    /// Tokens of the whole row.
    package var tokens: Int
    /// Tokens that are learned.
    package var learned: Int
    /// The longest row that a run takes by default.
    package var limit: Int
    /// Whether the row is longer: a chat is left out then, a text is cut into several rows.
    package var isTruncated: Bool
    /// The text in order.
    package var segments: [Segment]
}
