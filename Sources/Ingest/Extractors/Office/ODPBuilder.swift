import Core

/// Builds blocks from the events of an OpenDocument presentation's content.
final class ODPBuilder: MarkupHandler {
    /// The blocks so far, slide by slide.
    private(set) var collector: BlockCollector
    private var slide: BlockCollector
    private var heading: [String] = []
    private var slideCount = 0
    private var frameClass: [String?] = []
    private var paragraphs: [String] = []
    private var listDepth = 0
    private var itemIsNew = false
    private var notesDepth = 0
    private var tables: [TableBuilder] = []
    private var skipped = 0

    private static let ignored: Set<String> = [
        "office:annotation", "office:forms", "presentation:date-time-decl", "presentation:footer-decl",
        "presentation:header-decl", "office:binary-data", "text:ruby-text", "svg:title", "svg:desc",
    ]

    /// Starts a presentation.
    init(collector: BlockCollector) {
        self.collector = collector
        slide = collector
    }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || Self.ignored.contains(name) {
            skipped += 1
            return
        }
        switch name {
        case "draw:page":
            slideCount += 1
            collector.context.page = slideCount
            slide = BlockCollector(name: collector.name, limits: collector.limits)
            heading = []
        case "draw:frame", "draw:custom-shape", "draw:g": frameClass.append(attributes["presentation:class"])
        case "presentation:notes":
            notesDepth += 1
            slide.context.role = .note
        case "text:p", "text:h": paragraphs.append("")
        case "text:s", "text:tab", "text:line-break": append(" ")
        case "text:list": listDepth += 1
        case "text:list-item", "text:list-header": itemIsNew = true
        case "table:table": tables.append(TableBuilder())
        case "table:table-header-rows": tables.last?.markHeaderRow()
        case "table:table-row": tables.last?.startRow()
        case "table:table-cell":
            tables.last?.startCell(
                columns: attributes["table:number-columns-spanned"],
                rows: attributes["table:number-rows-spanned"])
        default: break
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "draw:page": endSlide()
        case "draw:frame", "draw:custom-shape", "draw:g": _ = frameClass.popLast()
        case "presentation:notes":
            notesDepth = max(0, notesDepth - 1)
            if notesDepth == 0 { slide.context.role = nil }
        case "text:p", "text:h": if let text = paragraphs.popLast() { give(text) }
        case "text:list": listDepth = max(0, listDepth - 1)
        case "table:table-cell": tables.last?.endCell()
        case "table:table-row": tables.last?.endRow()
        case "table:table":
            guard let table = tables.popLast() else { break }
            table.endRow()
            slide.addTable(table.rows, hasHeader: table.hasHeader)
        default: break
        }
    }

    func text(_ text: String) { if skipped == 0 { append(text) } }

    private func append(_ text: String) {
        if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].append(text) }
    }

    private func give(_ raw: String) {
        let text = TextCleaner.line(raw)
        guard !text.isEmpty, slideCount > 0 else { return }
        if let table = tables.last { return table.add(text) }
        let place = frameClass.last { $0 != nil } ?? nil
        if notesDepth > 0 {
            if place == "notes" || place == nil { slide.add(.paragraph, text) }
            return
        }
        switch place {
        case "title": heading.append(text)
        case "date-time", "footer", "page-number", "header": break
        default:
            if listDepth > 0, itemIsNew {
                slide.add(.listItem, text, level: min(listDepth, 9))
                itemIsNew = false
            } else {
                slide.add(.paragraph, text)
            }
        }
    }

    private func endSlide() {
        collector.add(.heading, heading.joined(separator: " "), level: 1)
        collector.append(contentsOf: slide)
    }
}
