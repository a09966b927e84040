import Core

/// One of the `messages` of a request: plain text, or a list of text parts.
struct ChatTurn: Decodable, Sendable {
    let message: Message

    private enum CodingKeys: String, CodingKey { case role, content }

    private struct Part: Decodable {
        var type: String
        var text: String?
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let role: Role
        switch try fields.decode(String.self, forKey: .role) {
        case "system", "developer": role = .system
        case "user": role = .user
        case "assistant": role = .assistant
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .role, in: fields, debugDescription: "not system, developer, user or assistant")
        }
        message = Message(role: role, content: try Self.content(fields))
    }

    private static func content(_ fields: KeyedDecodingContainer<CodingKeys>) throws -> String {
        // A text is tried first; what is neither that nor a list of parts is an error of the list.
        if let text = try? fields.decode(String.self, forKey: .content) { return text }
        return try fields.decode([Part].self, forKey: .content).map { part in
            guard part.type == "text", let text = part.text else {
                throw DecodingError.dataCorruptedError(
                    forKey: .content, in: fields, debugDescription: "only text parts are understood")
            }
            return text
        }.joined()
    }
}
