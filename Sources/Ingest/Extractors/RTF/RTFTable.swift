/// The table that is being read.
struct RTFTable {
    private static let mostCells = 1024

    /// The rows so far.
    private(set) var rows: [[String]] = []
    private var cells: [String] = []
    private var cellText: [String] = []
    private var marksHeader = false

    /// Starts a table.
    init() {}

    /// Starts a table with the unfinished row of the one before it.
    init(unfinished table: RTFTable) {
        cells = table.cells
        cellText = table.cellText
    }

    /// Whether the first row names the columns.
    var hasHeader: Bool { marksHeader || CSVExtractor.hasHeader(rows) && rows.count > 2 }

    /// Says that the row that begins is the header, if it is the first.
    mutating func beginHeader() {
        if rows.isEmpty { marksHeader = true }
    }

    /// Adds a paragraph to the cell.
    mutating func add(_ text: String) {
        if !text.isEmpty { cellText.append(text) }
    }

    /// Ends a cell.
    mutating func endCell() {
        cells.append(cellText.joined(separator: " "))
        cellText = []
    }

    /// Ends a row; one without cells, or with more than any program writes, is none.
    mutating func endRow() {
        if cells.count <= Self.mostCells, !cells.isEmpty { rows.append(cells) }
        cells = []
        cellText = []
    }
}
