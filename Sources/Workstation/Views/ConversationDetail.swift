/// A conversation with its messages.
package struct ConversationDetail: Codable, Sendable, Hashable {
    /// The conversation; encoded beside ``messages``, not below a key.
    package var conversation: ConversationView
    /// Its messages in order.
    package var messages: [ChatMessageView]

    private enum CodingKeys: String, CodingKey { case messages }

    /// Makes a detail.
    package init(conversation: ConversationView, messages: [ChatMessageView]) {
        self.conversation = conversation
        self.messages = messages
    }

    /// Reads the flat form.
    package init(from decoder: any Decoder) throws {
        conversation = try ConversationView(from: decoder)
        messages = try decoder.container(keyedBy: CodingKeys.self)
            .decode([ChatMessageView].self, forKey: .messages)
    }

    /// Writes the flat form.
    package func encode(to encoder: any Encoder) throws {
        try conversation.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(messages, forKey: .messages)
    }
}
