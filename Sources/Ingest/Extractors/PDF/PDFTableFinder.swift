/// Finds tables on a page: rows of short cells whose left edges stand below each other.
///
/// Cautious: two columns of running text are never a table, and what is not clearly one stays text.
struct PDFTableFinder {
    /// A table and the lines that it is made of.
    struct Table {
        var rows: [[String]]
        var members: Set<Int>
    }

    private struct Row {
        var cells: [(index: Int, line: PDFLine)]
        var box: PDFBox
    }

    /// Finds the tables among the lines of one page.
    ///
    /// `lines`: Lines in reading order, without furniture; indices in the result refer to it.
    ///
    /// - Returns: The tables that were found.
    static func tables(in lines: [PDFLine], pageWidth: Double) -> [Table] {
        var rows: [Row] = []
        for (index, line) in lines.enumerated().sorted(by: {
            ($0.element.box.top, $0.element.box.left) < ($1.element.box.top, $1.element.box.left)
        }) {
            if let last = rows.indices.last, rows[last].box.sharesLine(with: line.box) {
                rows[last].cells.append((index, line))
                rows[last].box = rows[last].box.union(line.box)
            } else {
                rows.append(Row(cells: [(index, line)], box: line.box))
            }
        }
        for index in rows.indices { rows[index].cells.sort { $0.line.box.left < $1.line.box.left } }
        var tables: [Table] = []
        var start = 0
        while start < rows.count {
            guard rows[start].cells.count >= 2 else {
                start += 1
                continue
            }
            let end = regionEnd(rows, from: start)
            if let table = table(Array(rows[start..<end]), pageWidth: pageWidth) { tables.append(table) }
            start = max(end, start + 1)
        }
        return tables
    }

    /// Past the last row that belongs to the region: a row with one cell continues only a cell right above it.
    private static func regionEnd(_ rows: [Row], from start: Int) -> Int {
        var end = start + 1
        var lastFull = end
        while end < rows.count {
            let gap = rows[end].box.top - rows[end - 1].box.bottom
            guard gap < rows[end].box.height * 2 else { break }
            if rows[end].cells.count >= 2 {
                lastFull = end + 1
            } else if end - lastFull >= 3 {
                break
            }
            end += 1
        }
        // A trailing single cell stays when it continues a column other than the first.
        while lastFull < end, rows[lastFull].cells[0].line.box.left > rows[start].cells[1].line.box.left - 3 {
            lastFull += 1
        }
        return lastFull
    }

    private static func table(_ rows: [Row], pageWidth: Double) -> Table? {
        let full = rows.filter { $0.cells.count >= 2 }
        guard full.count >= 3 else { return nil }
        let edges = columnEdges(full)
        guard edges.count >= 2, edges.count <= 12 else { return nil }
        func column(_ line: PDFLine) -> Int { edges.lastIndex { line.box.left >= $0 - 4 } ?? 0 }
        // Every cell must begin at a column's edge, or nearly.
        let cells = rows.flatMap(\.cells)
        let aligned = cells.count { cell in edges.contains { abs($0 - cell.line.box.left) <= 4 } }
        guard aligned * 10 >= cells.count * 8 else { return nil }
        if isProse(cells.map(\.line), column: column, columns: edges.count, pageWidth: pageWidth) {
            return nil
        }
        var result: [[String]] = []
        var lastBottom = -Double.infinity
        for row in rows {
            var values = [String](repeating: "", count: edges.count)
            for cell in row.cells {
                let place = column(cell.line)
                values[place] += (values[place].isEmpty ? "" : " ") + cell.line.text
            }
            // A line right below, without a first cell, goes on with the row.
            let isContinuation = values[0].isEmpty && row.box.top - lastBottom < row.box.height * 0.6
            if isContinuation, var last = result.popLast() {
                for place in values.indices where !values[place].isEmpty {
                    last[place] += (last[place].isEmpty ? "" : " ") + values[place]
                }
                result.append(last)
            } else {
                result.append(values)
            }
            lastBottom = row.box.bottom
        }
        guard result.count >= 3 else { return nil }
        return Table(rows: result, members: Set(cells.map(\.index)))
    }

    /// Left edges that at least a third of the rows share.
    private static func columnEdges(_ rows: [Row]) -> [Double] {
        var groups: [(edge: Double, count: Int)] = []
        for left in rows.flatMap({ $0.cells.map(\.line.box.left) }).sorted() {
            if let last = groups.indices.last, left - groups[last].edge <= 4 {
                groups[last].count += 1
            } else {
                groups.append((left, 1))
            }
        }
        return groups.filter { $0.count * 3 >= rows.count && $0.count >= 2 }.map(\.edge)
    }

    /// Columns of running text: in every column most lines are long.
    private static func isProse(
        _ lines: [PDFLine], column: (PDFLine) -> Int, columns: Int, pageWidth: Double
    ) -> Bool {
        var lengths = [[Int]](repeating: [], count: columns)
        for line in lines { lengths[column(line)].append(line.text.count) }
        let filled = lengths.filter { !$0.isEmpty }
        let long = filled.count { values in values.count { $0 > 28 } * 2 > values.count }
        return columns == 2 ? long == 2 : long * 3 >= columns * 2
    }
}
