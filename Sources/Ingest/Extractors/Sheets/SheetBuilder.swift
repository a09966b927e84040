import Core

/// Gathers the filled cells of one sheet and makes tables of the areas that they form.
///
/// Only filled cells take memory, wherever on the sheet they stand; a sheet is counted against the limits
/// while it grows.
struct SheetBuilder {
    private struct Row {
        var index: Int
        var cells: [(column: Int, text: String)]
    }

    private let name: String
    private let limits: ExtractionLimits
    private var rows: [Row] = []
    private var cellCount = 0
    private var byteCount = 0
    /// Whether a limit was passed.
    private(set) var isTooLarge = false

    /// Starts a sheet.
    init(name: String, limits: ExtractionLimits) {
        self.name = name
        self.limits = limits
    }

    /// Adds a cell; cells come row by row, and within a row from left to right.
    mutating func add(_ text: String, row: Int, column: Int) {
        guard !isTooLarge, text.utf8.contains(where: { $0 > 32 }) else { return }
        cellCount += 1
        byteCount += text.utf8.count
        guard cellCount <= limits.cells, byteCount <= limits.documentBytes else {
            isTooLarge = true
            return
        }
        if let last = rows.last, last.index == row {
            rows[rows.count - 1].cells.append((column, text))
        } else {
            rows.append(Row(index: row, cells: [(column, text)]))
        }
    }

    /// Ends the sheet: a heading with its name, then its tables with the cells that they take up.
    func finish(into collector: inout BlockCollector) {
        if isTooLarge {
            return collector.fail(
                IngestError(
                    .tooLarge, name: collector.name,
                    "holds more than \(limits.cells) table cells or \(ByteCount.text(limits.documentBytes)) of text;"
                        + " split it into smaller files"))
        }
        guard !rows.isEmpty else { return }
        collector.add(.heading, name, level: 1)
        var start = 0
        for index in 1...rows.count where index == rows.count || isBoundary(index, start: start) {
            addArea(start..<index, to: &collector)
            start = index
        }
    }

    /// Whether a new area begins at a row: behind an empty row, when the row before the gap or behind it is no
    /// part of a table of the same width.
    private func isBoundary(_ index: Int, start: Int) -> Bool {
        let gap = rows[index].index - rows[index - 1].index
        // A lone cell above is a title, not a row.
        if index - start == 1, rows[start].cells.count == 1, rows[index].cells.count > 1 { return true }
        guard gap != 1 else { return false }
        if gap > 2 || gap < 1 { return true }
        let above = rows[index - 1].cells
        let below = rows[index].cells
        return above.first?.column != below.first?.column || above.last?.column != below.last?.column
    }

    private func addArea(_ range: Range<Int>, to collector: inout BlockCollector) {
        var used: Set<Int> = []
        for row in rows[range] { for cell in row.cells { used.insert(cell.column) } }
        let columns = used.sorted()
        guard let first = columns.first, let last = columns.last else { return }
        guard columns.count.multipliedReportingOverflow(by: range.count).partialValue <= limits.cells * 2
        else {
            return collector.fail(
                IngestError(
                    .tooLarge, name: collector.name,
                    "has a sheet of more than \(limits.cells) cells; split it into smaller files"))
        }
        var places: [Int: Int] = [:]
        for (place, column) in columns.enumerated() { places[column] = place }
        let table = rows[range].map { row in
            var line = [String](repeating: "", count: columns.count)
            for cell in row.cells { line[places[cell.column] ?? 0] = cell.text }
            return line
        }
        let top = Self.reference(row: rows[range.lowerBound].index, column: first)
        let bottom = Self.reference(row: rows[range.upperBound - 1].index, column: last)
        collector.addTable(
            table, hasHeader: CSVExtractor.hasHeader(table), sheet: name,
            cells: top == bottom ? top : top + ":" + bottom)
    }

    /// A cell's name from its row and column, both from 0: `B7`.
    static func reference(row: Int, column: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            let digit = UInt8((rest - 1) % 26) + 65
            letters = String(UnicodeScalar(digit)) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row + 1)
    }

    /// Row and column, both from 0, of a cell's name; nil when it is none.
    static func place(_ reference: String) -> (row: Int, column: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case 65...90 where row == 0 && column < 1 << 20: column = column * 26 + Int(byte - 64)
            case 48...57 where column > 0 && row < 1 << 28: row = row * 10 + Int(byte - 48)
            default: return nil
            }
        }
        return row > 0 && column > 0 ? (row - 1, column - 1) : nil
    }
}
