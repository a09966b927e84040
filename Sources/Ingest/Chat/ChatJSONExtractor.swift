import Core

/// Reads chats that Telegram, ChatGPT and Claude export as JSON.
struct ChatJSONExtractor {
    private var builder: ChatBuilder

    /// Extracts the chats of a file.
    ///
    /// - Returns: nil when the JSON is none of the exports, so that it is read as any JSON.
    /// - Throws: ``IngestError`` as for any JSON, `no_text` when no message has text.
    static func extract(_ value: JSONValue, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument?
    {
        var extractor = ChatJSONExtractor(
            builder: ChatBuilder(collector: BlockCollector(name: name, limits: limits)))
        let telegram = value["chats"]?["list"]?.elements ?? (value["messages"] == nil ? [] : [value])
        let chats = value.elements ?? telegram
        var count = 0
        for chat in chats {
            if chat["mapping"] != nil {
                extractor.addTree(chat)
            } else if let messages = chat["chat_messages"]?.elements {
                extractor.builder.startChat(chat["name"]?.string ?? "Chat")
                for message in messages { extractor.addClaude(message) }
            } else if chat["type"]?.string != nil, let messages = chat["messages"]?.elements {
                extractor.builder.startChat(chat["name"]?.string ?? "Chat")
                for message in messages { extractor.addTelegram(message) }
            } else {
                continue
            }
            count += 1
        }
        guard count > 0, count * 2 > chats.count else { return nil }
        let title = count == 1 ? extractor.builder.collector.blocks.first?.text : nil
        return try extractor.builder.finish(title: title)
    }

    /// Whether a text begins like one of the exports.
    static func matches(_ head: Substring) -> Bool {
        let keys = { (names: [String]) in names.allSatisfy { head.contains("\"" + $0 + "\"") } }
        return keys(["mapping", "title", "create_time"]) || keys(["chat_messages", "uuid"])
            || keys(["name", "type", "id", "messages"]) && head.prefix(400).contains("\"type\"")
            || keys(["chats", "list", "messages"])
    }

    // MARK: - Telegram

    private mutating func addTelegram(_ message: JSONValue) {
        let date = message["date"]?.string.flatMap(DocumentDate.iso)
        guard message["type"]?.string == "message" else {
            let actor = message["actor"]?.string ?? ""
            let action = message["action"]?.string?.replacing("_", with: " ") ?? ""
            return builder.add(ChatMessage(speaker: nil, date: date, text: actor + " " + action))
        }
        let text = Self.text(message["text"])
        guard text.contains(where: { !$0.isWhitespace }) else { return builder.leaveOut() }
        let speaker = message["from"]?.string ?? message["from_id"]?.string ?? "?"
        builder.add(ChatMessage(speaker: speaker, date: date, text: text))
    }

    /// Text is a string, or pieces of which some carry a format.
    private static func text(_ value: JSONValue?) -> String {
        if let text = value?.string { return text }
        return (value?.elements ?? []).map { $0.string ?? $0["text"]?.string ?? "" }.joined()
    }

    // MARK: - ChatGPT

    /// Follows a conversation from its last message back to the first; other branches are earlier tries.
    private mutating func addTree(_ chat: JSONValue) {
        builder.startChat(chat["title"]?.string ?? "Chat")
        var nodes: [String: JSONValue] = [:]
        for (id, node) in chat["mapping"]?.members ?? [] { nodes[id] = node }
        var next = chat["current_node"]?.string ?? Self.lastLeaf(chat["mapping"]?.members ?? [])
        var branch: [JSONValue] = []
        // A ring of parents ends where it began.
        while let id = next, let node = nodes.removeValue(forKey: id) {
            if let message = node["message"] { branch.append(message) }
            next = node["parent"]?.string
        }
        for message in branch.reversed() { addTurn(message) }
    }

    private static func lastLeaf(_ members: [(key: String, value: JSONValue)]) -> String? {
        members.last { $0.value["children"]?.elements?.isEmpty ?? true }?.key
    }

    private mutating func addTurn(_ message: JSONValue) {
        guard let role = message["author"]?["role"]?.string, role == "user" || role == "assistant",
            message["metadata"]?["is_visually_hidden_from_conversation"]?.bool != true
        else { return }
        let content = message["content"]
        let kind = content?["content_type"]?.string ?? "text"
        guard kind == "text" || kind == "multimodal_text" else {
            // Calls of tools and thoughts are no part of what was said.
            return
        }
        let text = (content?["parts"]?.elements ?? []).compactMap(\.string).joined(separator: "\n\n")
        guard text.contains(where: { !$0.isWhitespace }) else { return builder.leaveOut() }
        let date = message["create_time"]?.number.flatMap { DocumentDate.iso(secondsSince1970: $0) }
        builder.add(ChatMessage(speaker: role, date: date, text: text), isMarkdown: true)
    }

    // MARK: - Claude

    private mutating func addClaude(_ message: JSONValue) {
        let parts = (message["content"]?.elements ?? []).filter { $0["type"]?.string == "text" }
        let text =
            parts.isEmpty
            ? message["text"]?.string ?? ""
            : parts.compactMap { $0["text"]?.string }.joined(separator: "\n\n")
        guard text.contains(where: { !$0.isWhitespace }) else { return builder.leaveOut() }
        builder.add(
            ChatMessage(
                speaker: message["sender"]?.string == "human" ? "user" : "assistant",
                date: message["created_at"]?.string.flatMap(DocumentDate.iso), text: text), isMarkdown: true)
    }
}
