import Core

/// Builds blocks from the events of a FictionBook file.
final class FB2Builder: MarkupHandler {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// The book's title.
    private(set) var title: String?
    /// The book's authors.
    private(set) var author: String?
    /// When it was written, as stated.
    private(set) var date: String?

    private var stack: [String] = []
    private var text = ""
    private var parts: [String] = []
    private var sectionDepth = 0
    private var authorParts: [String] = []
    private var authors: [String] = []
    private var tables: [TableBuilder] = []
    private var skipped = 0

    private static let ignored: Set<String> = [
        "fb:binary", "fb:stylesheet", "fb:document-info", "fb:publish-info", "fb:custom-info",
        "fb:src-title-info",
    ]

    /// Elements that are a quote with everything in them.
    private static let quotes: Set<String> = ["fb:cite", "fb:epigraph"]

    /// Starts a book.
    init(collector: BlockCollector) { self.collector = collector }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || Self.ignored.contains(name) {
            skipped += 1
            return
        }
        stack.append(name)
        switch name {
        case "fb:body": if attributes["name"] == "notes" { collector.context.role = .note }
        case "fb:section": sectionDepth += 1
        case "fb:p", "fb:v", "fb:subtitle", "fb:text-author", "fb:book-title", "fb:first-name",
            "fb:middle-name",
            "fb:last-name", "fb:nickname", "fb:date":
            text = ""
            if name == "fb:date", isInDescription { date = attributes["value"] }
        case "fb:title", "fb:cite", "fb:epigraph", "fb:stanza", "fb:annotation":
            // What stands inside a quote is part of it.
            if !stack.dropLast().contains(where: Self.quotes.contains) { parts = [] }
        case "fb:author": authorParts = []
        case "fb:a": if attributes["type"] == "note" { skipped = 1 }
        case "fb:table": tables.append(TableBuilder())
        case "fb:tr": tables.last?.startRow()
        case "fb:th", "fb:td":
            text = ""
            tables.last?.startCell(
                isHeader: name == "fb:th", columns: attributes["colspan"], rows: attributes["rowspan"])
        default: break
        }
        // The mark of a note is left out, its element stays on the stack.
        if skipped > 0 { stack.removeLast() }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        _ = stack.popLast()
        switch name {
        case "fb:body": collector.context.role = nil
        case "fb:section": sectionDepth = max(0, sectionDepth - 1)
        case "fb:p", "fb:v", "fb:text-author": endLine()
        case "fb:subtitle":
            collector.add(.heading, text, level: min(sectionDepth + 2, 9))
            text = ""
        case "fb:title":
            if isInside(Self.quotes) { break }
            collector.add(.heading, parts.joined(separator: " "), level: min(max(sectionDepth, 1), 9))
            parts = []
        case "fb:cite", "fb:epigraph", "fb:stanza": endQuote()
        case "fb:book-title": if title == nil { title = text }
        case "fb:first-name", "fb:middle-name", "fb:last-name", "fb:nickname": authorParts.append(text)
        case "fb:author": endAuthor()
        case "fb:date": if isInDescription, date == nil { date = text }
        case "fb:th", "fb:td":
            tables.last?.add(TextCleaner.line(text))
            tables.last?.endCell()
        case "fb:tr": tables.last?.endRow()
        case "fb:table":
            guard let table = tables.popLast() else { break }
            table.endRow()
            collector.addTable(table.rows, hasHeader: table.hasHeader)
        default: break
        }
    }

    func text(_ text: String) {
        if skipped == 0, collector.failure == nil { self.text.append(text) }
    }

    private var isInDescription: Bool { stack.contains("fb:description") }

    private func isInside(_ names: Set<String>) -> Bool { stack.contains { names.contains($0) } }

    private func endLine() {
        let line = TextCleaner.line(text)
        text = ""
        guard !line.isEmpty else { return }
        if isInside(["fb:title", "fb:cite", "fb:epigraph", "fb:stanza"]) {
            parts.append(line)
        } else if isInside(["fb:annotation"]) || isInside(["fb:body"]) {
            collector.add(.paragraph, line)
        }
    }

    private func endQuote() {
        if isInside(Self.quotes) { return }
        collector.add(.quote, parts.joined(separator: "\n"))
        parts = []
    }

    private func endAuthor() {
        guard isInDescription, authors.count < 20 else { return }
        let name = authorParts.map { TextCleaner.line($0) }.filter { !$0.isEmpty }.joined(separator: " ")
        if !name.isEmpty { authors.append(name) }
        author = authors.joined(separator: ", ")
    }
}
