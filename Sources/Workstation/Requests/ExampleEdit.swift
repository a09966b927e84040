package import Core

/// A change to one row: new turns, new text, or dropped.
package struct ExampleEdit: Codable, Sendable, Hashable {
    /// The row's identifier.
    package var exampleId: String
    /// The new turns of a chat row.
    package var messages: [Message]?
    /// The new text of a text row.
    package var text: String?
    /// Whether the row is left out.
    package var drop: Bool?

    /// Makes a change.
    package init(exampleId: String, messages: [Message]? = nil, text: String? = nil, drop: Bool? = nil) {
        self.exampleId = exampleId
        self.messages = messages
        self.text = text
        self.drop = drop
    }
}
