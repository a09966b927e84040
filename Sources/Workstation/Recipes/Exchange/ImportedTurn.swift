import Core

/// One turn as a file writes it: `role` and `content`, or `from` and `value`.
struct ImportedTurn: Decodable, Hashable {
    /// The speaker as the file names it.
    var role: String
    /// What is said.
    var content: String?

    private enum CodingKeys: String, CodingKey {
        case role, content, from, value
    }

    init(_ role: Role, _ content: String) {
        self.role = role.rawValue
        self.content = content
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let from = try values.decodeIfPresent(String.self, forKey: .from) {
            role = from
            content = try values.decodeIfPresent(String.self, forKey: .value)
        } else {
            role = try values.decode(String.self, forKey: .role)
            content = try values.decodeIfPresent(String.self, forKey: .content)
        }
    }

    /// The role; nil for one that no chat has.
    var parsedRole: Role? {
        switch role {
        case "human": .user
        case "gpt", "chatgpt", "bard", "bing", "model": .assistant
        default: Role(rawValue: role)
        }
    }

    /// What keeps turns from being a conversation, as the end of a sentence; nil when nothing does.
    static func fault(_ turns: [ImportedTurn]) -> String? {
        if turns.isEmpty { return "has no messages" }
        if let turn = turns.first(where: { $0.parsedRole == nil }) {
            return
                "has a message whose role is none of system, user and assistant (\(turn.role.prefix(20).debugDescription))"
        }
        if turns.contains(where: { $0.content == nil }) { return "has a message without content" }
        guard turns.last?.parsedRole == .assistant else { return "does not end with an assistant message" }
        if turns.last?.content?.isEmpty == true { return "ends with an empty assistant message" }
        if !turns.contains(where: { $0.parsedRole == .user }) { return "has no user message" }
        if turns.dropFirst().contains(where: { $0.parsedRole == .system }) {
            return "has a system message that is not the first"
        }
        return nil
    }
}
