import Core

/// One message of a chat, whichever program exported it.
struct ChatMessage {
    /// Who says it; nil for a remark of the program.
    var speaker: String?
    /// When, in ISO 8601.
    var date: String?
    /// What is said.
    var text: String
    /// Line of the file that it begins on, in formats that have lines.
    var line: Int?
}

/// Puts the messages of chats into blocks: a heading for the chat, one for each day, then who says what.
struct ChatBuilder {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    private var day = ""
    private var left = 0

    /// Starts without messages.
    init(collector: BlockCollector) { self.collector = collector }

    /// A chat begins.
    mutating func startChat(_ title: String) {
        collector.add(.heading, title, level: 1)
        day = ""
    }

    /// A picture, recording or deleted message that left no text.
    mutating func leaveOut() { left += 1 }

    /// Adds a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - isMarkdown: Whether its text is Markdown, as language models write it, or lines as people type them.
    mutating func add(_ message: ChatMessage, isMarkdown: Bool = false) {
        if let date = message.date?.prefix(10), day != date {
            day = String(date)
            collector.add(.heading, day, level: 2, line: message.line)
        }
        collector.context = BlockContext(
            speaker: message.speaker, date: message.date, role: message.speaker == nil ? .system : nil)
        if isMarkdown {
            MarkdownExtractor.add(message.text, to: &collector, demotedBy: 2)
        } else {
            for line in message.text.split(whereSeparator: TextCleaner.isLineBreak) {
                collector.add(.paragraph, line, line: message.line)
            }
        }
        collector.context = BlockContext()
    }

    /// Ends the document.
    mutating func finish(title: String?) throws(IngestError) -> ExtractedDocument {
        if left > 0 {
            collector.note("Messages without text, such as pictures and calls, were left out: \(left).")
        }
        return try collector.finish(
            title: title, date: collector.blocks.lazy.compactMap(\.date).first, format: .chat,
            emptyMeans: "holds no messages with text; nothing can be learned from it")
    }
}
