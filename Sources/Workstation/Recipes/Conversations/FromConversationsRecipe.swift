package import Core

/// *From conversations*: mail threads and chats in which one person's words are the answers.
///
/// A row is a conversation from its first question to its last answer; every answer in it is learned. In a group
/// the names of the others stay before their words.
package struct FromConversationsRecipe: DatasetRecipe {
    /// Makes the recipe.
    package init() {}

    /// The goal.
    package var name: RecipeName { .fromConversations }

    /// Makes the rows.
    package func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput {
        var collector = RowCollector(documents, options)
        let all = documents.map { ConversationReader.conversations(of: $0, &collector.drops) }
        let assistant = options.assistantSpeaker?.trimmed ?? Self.mostFrequent(all.flatMap(\.self))
        for (index, document) in documents.enumerated() {
            for (number, turns) in all[index].enumerated() {
                guard let first = turns.first, let last = turns.last else { continue }
                collector.begin(
                    index, path: ["Conversation \(number + 1)"],
                    blocks: first.blocks.lowerBound..<(last.blocks.upperBound + 1))
                guard let assistant, turns.contains(where: { $0.speaker == assistant }) else {
                    collector.drops.add("conversation without the chosen speaker")
                    continue
                }
                let rows = Self.rows(turns, assistant, options.conversationCharacters)
                if rows.isEmpty { collector.drops.add("conversation without a question and its answer") }
                for row in rows { collector.add(Self.example(row, document.id, assistant)) }
            }
        }
        var output = collector.output("conversations")
        let rows = output.train + output.heldOut
        let answers = rows.reduce(0) { $0 + $1.messages.count { $0.role == .assistant } }
        output.counts.append(RecipeCount(name: "answers in them", count: answers))
        return output
    }

    /// Who speaks most; equal counts by name.
    private static func mostFrequent(_ conversations: [[ConversationTurn]]) -> String? {
        var counts: [String: Int] = [:]
        for turn in conversations.flatMap(\.self) { counts[turn.speaker, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Cuts a conversation into rows that begin with another's words, end with the assistant's, and are short enough.
    private static func rows(_ turns: [ConversationTurn], _ assistant: String, _ longest: Int)
        -> [[ConversationTurn]]
    {
        var rows: [[ConversationTurn]] = []
        var row: [ConversationTurn] = []
        func close() {
            while let last = row.last, last.speaker != assistant { row.removeLast() }
            if !row.isEmpty { rows.append(row) }
            row = []
        }
        for turn in turns {
            if row.isEmpty, turn.speaker == assistant { continue }
            let size = row.reduce(turn.text.count) { $0 + $1.text.count }
            if size > longest, turn.speaker != assistant, row.last?.speaker == assistant { close() }
            row.append(turn)
        }
        close()
        return rows
    }

    private static func example(_ turns: [ConversationTurn], _ documentId: String, _ assistant: String)
        -> Example
    {
        let others = Set(turns.map(\.speaker)).subtracting([assistant])
        var messages: [Message] = []
        for turn in turns {
            let role: Role = turn.speaker == assistant ? .assistant : .user
            let text = role == .user && others.count > 1 ? "\(turn.speaker): \(turn.text)" : turn.text
            if let last = messages.last, last.role == role {
                messages[messages.count - 1].content += "\n\n" + text
            } else {
                messages.append(Message(role: role, content: text))
            }
        }
        let answers = turns.filter { $0.speaker == assistant }.map { $0.text.replacing("\n- ", with: "\n") }
        return Example(
            kind: .conversation, messages: messages,
            source: SourceSpan(
                documentId: documentId, firstBlock: turns.map(\.blocks.lowerBound).min() ?? 0,
                lastBlock: turns.map(\.blocks.upperBound).max() ?? 0),
            evidence: answers.map { $0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0 }.joined(
                separator: "\n"))
    }
}
