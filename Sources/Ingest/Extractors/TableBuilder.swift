/// Gathers the cells of one table, whichever format it comes from.
final class TableBuilder {
    /// The rows so far; a cell that spans columns is followed by empty ones, a cell that spans rows is repeated.
    private(set) var rows: [[String]] = []
    /// The caption.
    private(set) var caption: String?
    /// Cells that reach down from rows above: column → text and rows left.
    private var hanging: [Int: (text: String, rows: Int)] = [:]
    private var headerCells = 0
    private var isMarkedHeader = false
    private var firstRowCells = 0
    private var open: (isHeader: Bool, columns: Int, rows: Int)?
    private var content: [String] = []
    private var row: [String]?

    /// A column or row span is believed up to this.
    private static let widestSpan = 64

    /// Whether the first row consists of header cells.
    var hasHeader: Bool { isMarkedHeader || firstRowCells > 0 && headerCells == firstRowCells }

    /// A row begins.
    func startRow() {
        endRow()
        row = []
        fillHanging()
    }

    /// A cell begins.
    ///
    /// - Parameters:
    ///   - isHeader: Whether the cell names a column or row.
    ///   - columns: How many columns it spans, as written.
    ///   - rows: How many rows it spans, as written.
    func startCell(isHeader: Bool = false, columns: String? = nil, rows: String? = nil) {
        endCell()
        if row == nil { startRow() }
        func span(_ text: String?) -> Int { min(max(text.flatMap { Int($0) } ?? 1, 1), Self.widestSpan) }
        open = (isHeader, span(columns), span(rows))
        if self.rows.isEmpty {
            firstRowCells += 1
            headerCells += isHeader ? 1 : 0
        }
    }

    /// Text inside the table.
    func add(_ text: String) {
        if open != nil {
            content.append(text)
        } else {
            caption = [caption, text].compactMap { $0 }.joined(separator: " ")
        }
    }

    /// The open cell spans columns, told after it began.
    func widenCell(to columns: String?) {
        if let count = columns.flatMap({ Int($0) }) { open?.columns = min(max(count, 1), Self.widestSpan) }
    }

    /// The open cell goes on with the one above it.
    func continueFromAbove() {
        guard let column = row?.count, let above = rows.last, column < above.count else { return }
        content = [above[column]]
    }

    /// The open row names the columns.
    func markHeaderRow() {
        if rows.isEmpty { isMarkedHeader = true }
    }

    /// Adds the last row or cell again, as often as a count says.
    func repeatLast(_ keyPath: RepeatedPart, count: Int) {
        for _ in 0..<min(max(count, 0), Self.widestSpan) {
            switch keyPath {
            case .cell:
                let last = row?.last ?? ""
                row?.append(last)
            case .row: if let last = rows.last { rows.append(last) }
            }
        }
    }

    /// What can be repeated.
    enum RepeatedPart { case cell, row }

    /// A cell ends.
    func endCell() {
        guard let cell = open else { return }
        let text = content.joined(separator: " ")
        open = nil
        content = []
        let column = row?.count ?? 0
        row?.append(text)
        for _ in 1..<max(cell.columns, 1) { row?.append("") }
        if cell.rows > 1 { hanging[column] = (text, cell.rows - 1) }
        fillHanging()
    }

    /// A row ends.
    func endRow() {
        endCell()
        if let row { rows.append(row) }
        row = nil
    }

    private func fillHanging() {
        while let column = row?.count, let cell = hanging[column] {
            row?.append(cell.text)
            hanging[column] = cell.rows > 1 ? (cell.text, cell.rows - 1) : nil
        }
    }
}
