import Core

/// Builds blocks from the events of one slide, or of the page with a slide's notes.
final class PPTXSlideBuilder: MarkupHandler {
    private enum Place { case title, subtitle, body, other, furniture }

    private struct Paragraph {
        var text = ""
        var level = 0
        /// Whether it has a mark of a list; nil when the place decides.
        var isItem: Bool?
    }

    private var collector: BlockCollector
    private let isNotes: Bool
    /// Headings come first, wherever their box stands on the slide.
    private var heading: [String] = []
    private var place: Place?
    private var paragraph: Paragraph?
    private var tables: [TableBuilder] = []
    private var isText = false
    private var isPicture = false
    private var skipped = 0
    private var held: BlockCollector

    /// Starts a slide.
    init(collector: BlockCollector, isNotes: Bool) {
        self.collector = collector
        held = collector
        self.isNotes = isNotes
        if isNotes { held.context.role = .note }
    }

    /// The slide's blocks, its title first.
    var finished: BlockCollector {
        var result = collector
        result.add(.heading, heading.joined(separator: " "), level: 1)
        result.append(contentsOf: held)
        return result
    }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || name == "mc:Fallback" {
            skipped += 1
            return
        }
        switch name {
        case "p:sp": place = isNotes ? .furniture : .other
        case "p:nvPicPr": isPicture = !isNotes
        case "p:cNvPr" where isPicture:
            if let text = PictureDescription.text(attributes["descr"]) { held.add(.paragraph, text) }
        case "p:ph": place = placeholder(attributes["type"])
        case "a:p": paragraph = Paragraph()
        case "a:pPr": paragraph?.level = min(max(attributes["lvl"].flatMap { Int($0) } ?? 0, 0), 8)
        case "a:buNone": paragraph?.isItem = false
        case "a:buChar", "a:buAutoNum", "a:buBlip": paragraph?.isItem = true
        case "a:t", "m:t": isText = true
        case "a:br", "a:tab": paragraph?.text.append(" ")
        case "a:tbl": tables.append(TableBuilder())
        case "a:tblPr":
            if attributes["firstRow"] == "1" || attributes["firstRow"] == "true" {
                tables.last?.markHeaderRow()
            }
        case "a:tr": tables.last?.startRow()
        case "a:tc": startCell(attributes)
        default: break
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "p:sp": place = nil
        case "p:nvPicPr": isPicture = false
        case "a:p": if let paragraph { give(paragraph) }
        case "a:t", "m:t": isText = false
        case "a:tc": tables.last?.endCell()
        case "a:tr": tables.last?.endRow()
        case "a:tbl": endTable()
        default: break
        }
    }

    func text(_ text: String) { if isText && skipped == 0 { paragraph?.text.append(text) } }

    private func placeholder(_ type: String?) -> Place {
        switch type {
        case "dt", "ftr", "sldNum", "hdr", "sldImg": .furniture
        case "body" where isNotes: .body
        case _ where isNotes: .furniture
        case "title", "ctrTitle": .title
        case "subTitle": .subtitle
        default: .body
        }
    }

    private func startCell(_ attributes: [String: String]) {
        // A covered cell is written empty; the span of the cell that covers it says the same.
        guard attributes["hMerge"] != "1", attributes["vMerge"] != "1" else { return }
        tables.last?.startCell(columns: attributes["gridSpan"], rows: attributes["rowSpan"])
    }

    private func give(_ paragraph: Paragraph) {
        self.paragraph = nil
        let text = TextCleaner.line(paragraph.text)
        guard !text.isEmpty else { return }
        if let table = tables.last { return table.add(text) }
        switch place ?? .other {
        case .furniture: break
        case .title: heading.append(text)
        case .subtitle: held.add(.paragraph, text)
        case .body where isNotes: held.add(.paragraph, text)
        case .body where paragraph.isItem ?? true: held.add(.listItem, text, level: paragraph.level + 1)
        case .other where paragraph.isItem ?? false: held.add(.listItem, text, level: paragraph.level + 1)
        case .body, .other: held.add(.paragraph, text)
        }
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        table.endRow()
        held.addTable(table.rows, hasHeader: table.hasHeader)
    }
}
