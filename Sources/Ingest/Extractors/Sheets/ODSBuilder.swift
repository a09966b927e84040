import Core

/// Builds tables from the events of an OpenDocument spreadsheet's content.
final class ODSBuilder: MarkupHandler {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    private var sheet: SheetBuilder?
    private var sheetCount = 0
    private var row = 0
    private var column = 0
    private var text = ""
    private var isParagraph = false
    private var rowRepeats = 1
    private var cellRepeats = 1
    private var rowCells: [(column: Int, text: String)] = []
    private var skipped = 0
    private var leftOut = 0

    /// Filled cells and rows that are said to repeat are believed up to this.
    private static let mostRepeats = 64
    private static let ignored: Set<String> = [
        "office:annotation", "table:tracked-changes", "office:forms", "table:shapes", "text:ruby-text",
        "office:binary-data", "table:named-expressions", "table:database-ranges",
    ]

    /// Starts a spreadsheet.
    init(collector: BlockCollector) { self.collector = collector }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || Self.ignored.contains(name) {
            skipped += 1
            return
        }
        func count(_ key: String) -> Int { min(max(attributes[key].flatMap { Int($0) } ?? 1, 1), 1 << 24) }
        switch name {
        case "table:table":
            guard sheet == nil else { break }
            sheetCount += 1
            sheet = SheetBuilder(name: attributes["table:name"] ?? "", limits: collector.limits)
            row = 0
        case "table:table-row":
            column = 0
            rowCells = []
            rowRepeats = count("table:number-rows-repeated")
        case "table:table-cell", "table:covered-table-cell":
            text = ""
            cellRepeats = count("table:number-columns-repeated")
        case "text:p", "text:h":
            if !text.isEmpty { text.append(" ") }
            isParagraph = true
        case "text:s", "text:tab", "text:line-break": text.append(" ")
        default: break
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "text:p", "text:h": isParagraph = false
        case "table:table-cell", "table:covered-table-cell": endCell()
        case "table:table-row": endRow()
        case "table:table": endSheet()
        case "office:spreadsheet":
            if leftOut > 0 { collector.note("Repeated cells were left out: \(leftOut).") }
        default: break
        }
    }

    func text(_ text: String) {
        guard skipped == 0, isParagraph, sheet?.isTooLarge == false else { return }
        self.text.append(text)
    }

    private func endCell() {
        if !text.isEmpty {
            for offset in 0..<min(cellRepeats, Self.mostRepeats) { rowCells.append((column + offset, text)) }
            leftOut += max(0, cellRepeats - Self.mostRepeats)
        }
        column = min(column + cellRepeats, 1 << 24)
        text = ""
    }

    private func endRow() {
        if !rowCells.isEmpty {
            for offset in 0..<min(rowRepeats, Self.mostRepeats) {
                for cell in rowCells { sheet?.add(cell.text, row: row + offset, column: cell.column) }
            }
            leftOut += max(0, rowRepeats - Self.mostRepeats) * rowCells.count
        }
        row = min(row + rowRepeats, 1 << 28)
    }

    private func endSheet() {
        guard let finished = sheet else { return }
        sheet = nil
        collector.context.page = sheetCount
        finished.finish(into: &collector)
    }
}
