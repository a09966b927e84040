import Core

/// Builds blocks from the events of an OpenDocument text's content.
final class ODTBodyBuilder: MarkupHandler {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// Text of the first paragraph in the style “Title”.
    private(set) var title: String?

    private struct Paragraph {
        var text = ""
        var style: String?
        var headingLevel: Int?
        var notes: [String] = []
    }

    private let styles: ODTStyles
    private var paragraphs: [Paragraph] = []
    private var tables: [TableBuilder] = []
    private var listDepth = 0
    private var itemIsNew = false
    /// Depth of notes; their paragraphs belong to the paragraph that holds the mark.
    private var noteDepth = 0
    private var skipped = 0
    private var repeats: [Int] = []
    private var isBody = false

    private static let ignored: Set<String> = [
        "text:tracked-changes", "text:table-of-content", "text:alphabetical-index", "text:illustration-index",
        "text:table-index", "text:note-citation", "office:annotation", "office:forms", "text:sequence-decls",
        "presentation:notes", "text:ruby-text", "office:binary-data",
    ]
    /// A count of spaces or repeated cells is believed up to this.
    private static let mostRepeats = 64

    /// Starts a document.
    init(collector: BlockCollector, styles: ODTStyles) {
        self.collector = collector
        self.styles = styles
    }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || Self.ignored.contains(name) {
            skipped += 1
            return
        }
        func count(_ key: String) -> Int {
            min(max(attributes[key].flatMap { Int($0) } ?? 1, 1), Self.mostRepeats)
        }
        switch name {
        case "style:style": styles.start(name, attributes)
        case "office:body": isBody = true
        case "text:p": paragraphs.append(Paragraph(style: attributes["text:style-name"]))
        case "text:h":
            let level = attributes["text:outline-level"].flatMap { Int($0) } ?? 1
            paragraphs.append(
                Paragraph(style: attributes["text:style-name"], headingLevel: min(max(level, 1), 9)))
        case "text:s": append(String(repeating: " ", count: count("text:c")))
        case "text:tab": append("\t")
        case "text:line-break": append("\n")
        case "text:list": listDepth += 1
        case "text:list-item", "text:list-header": itemIsNew = true
        case "text:note": noteDepth += 1
        case "table:table": tables.append(TableBuilder())
        case "table:table-header-rows": tables.last?.markHeaderRow()
        case "table:table-row":
            tables.last?.startRow()
            repeats.append(count("table:number-rows-repeated"))
        case "table:table-cell":
            tables.last?.startCell(
                columns: attributes["table:number-columns-spanned"],
                rows: attributes["table:number-rows-spanned"])
            repeats.append(count("table:number-columns-repeated"))
        default: break
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "text:p", "text:h": if let paragraph = paragraphs.popLast() { give(paragraph) }
        case "text:list": listDepth = max(0, listDepth - 1)
        case "text:note": noteDepth = max(0, noteDepth - 1)
        case "table:table-cell":
            tables.last?.endCell()
            tables.last?.repeatLast(.cell, count: (repeats.popLast() ?? 1) - 1)
        case "table:table-row":
            tables.last?.endRow()
            tables.last?.repeatLast(.row, count: (repeats.popLast() ?? 1) - 1)
        case "table:table": endTable()
        default: break
        }
    }

    func text(_ text: String) { if skipped == 0 && isBody { append(text) } }

    private func append(_ text: String) {
        if let last = paragraphs.indices.last { paragraphs[last].text.append(text) }
    }

    private func give(_ paragraph: Paragraph) {
        if noteDepth > 0, let outer = paragraphs.indices.last {
            let note = TextCleaner.line(paragraph.text)
            if !note.isEmpty { paragraphs[outer].notes.append(note) }
            return
        }
        if let table = tables.last {
            let text = TextCleaner.line(
                ([paragraph.text] + paragraph.notes.map { "(\($0))" }).joined(separator: " "))
            if !text.isEmpty { table.add(text) }
            return
        }
        if let level = paragraph.headingLevel {
            collector.add(.heading, paragraph.text, level: level)
        } else {
            switch styles.meaning(of: paragraph.style) {
            case .title:
                if title == nil { title = TextCleaner.line(paragraph.text) }
                collector.add(.heading, paragraph.text, level: 1)
            case .quote: collector.add(.quote, paragraph.text)
            case .code: collector.addCodeLine(paragraph.text)
            case .body where listDepth > 0 && itemIsNew:
                collector.add(.listItem, paragraph.text, level: min(listDepth, 9))
                itemIsNew = false
            case .body: collector.add(.paragraph, paragraph.text)
            }
        }
        for note in paragraph.notes { collector.add(.paragraph, "Note: " + note) }
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        table.endRow()
        if let outer = tables.last {
            outer.add(table.rows.map { $0.joined(separator: " ") }.joined(separator: " "))
        } else {
            collector.addTable(table.rows, hasHeader: table.hasHeader)
        }
    }
}
