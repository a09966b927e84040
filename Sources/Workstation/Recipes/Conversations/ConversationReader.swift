import Core

/// Reads the turns of a mail thread or chat from blocks that name their speaker.
enum ConversationReader {
    /// Returns the conversations of a document: a heading begins the next one.
    ///
    /// Consecutive messages of one speaker are joined. Quoted earlier messages are left out: they are said
    /// elsewhere, by somebody else. Blocks without a speaker belong to nobody and are counted.
    static func conversations(of document: RecipeDocument, _ drops: inout DropTally) -> [[ConversationTurn]] {
        var conversations: [[ConversationTurn]] = [[]]
        for (index, block) in document.document.blocks.enumerated() {
            if block.kind == .heading, block.speaker == nil {
                if conversations.last?.isEmpty == false { conversations.append([]) }
                continue
            }
            guard let speaker = block.speaker?.trimmed, !speaker.isEmpty else {
                drops.add("text that nobody is named for")
                continue
            }
            guard block.kind != .quote else {
                drops.add("quotation of an earlier message")
                continue
            }
            let text = unquoted(PassageBuilder.text(of: block))
            guard !text.isEmpty else {
                drops.add("quotation of an earlier message")
                continue
            }
            let position = conversations.count - 1
            if let last = conversations[position].last, last.speaker == speaker {
                let joint = block.kind == .listItem ? "\n" : "\n\n"
                conversations[position][conversations[position].count - 1].text += joint + text
                conversations[position][conversations[position].count - 1].blocks =
                    last.blocks.lowerBound...index
            } else {
                conversations[position].append(
                    ConversationTurn(speaker: speaker, text: text, blocks: index...index))
            }
        }
        return conversations.filter { !$0.isEmpty }
    }

    /// The text without lines that quote (">") and without the line that introduces them ("… wrote:").
    private static func unquoted(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.drop(while: \.isWhitespace).first == ">" else {
                lines.append(line)
                continue
            }
            if let last = lines.last, isIntroduction(last) { lines.removeLast() }
        }
        return lines.joined(separator: "\n").trimmed
    }

    private static func isIntroduction(_ line: Substring) -> Bool {
        let line = String(line).trimmed
        return line.hasSuffix(":")
            && ["wrote", "schrieb", "écrit", "escribió", "작성", "썼습니다"].contains { line.contains($0) }
    }
}
