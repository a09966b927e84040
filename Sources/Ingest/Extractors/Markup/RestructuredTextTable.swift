/// Reads the two kinds of tables that reStructuredText draws with characters.
enum RestructuredTextTable {
    /// Cells by row.
    struct Table {
        var rows: [[String]]
        var hasHeader: Bool
    }

    /// Reads a table drawn with `+---+` and `|`; a cell that spans columns keeps its text in the first of them.
    static func grid(_ lines: ArraySlice<Substring>) -> (table: Table?, count: Int) {
        let block = lines.prefix { line in
            let text = line.trimmed
            return text.hasPrefix("+") || text.hasPrefix("|")
        }
        guard let border = block.first?.trimmed, block.count >= 3 else { return (nil, 0) }
        let edges = border.enumerated().filter { $0.element == "+" }.map(\.offset)
        guard (2...200).contains(edges.count) else { return (nil, 0) }
        var rows: [[String]] = []
        var row = [String](repeating: "", count: edges.count - 1)
        var hasHeader = false
        for line in block.dropFirst() {
            let text = Array(line.trimmed)
            if text.first == "+" {
                rows.append(row.map { MarkupInline.restructuredText($0[...].trimmed) })
                row = [String](repeating: "", count: edges.count - 1)
                if text.contains("="), rows.count == 1 { hasHeader = true }
            } else {
                for column in 0..<edges.count - 1 {
                    let end = min(edges[column + 1], text.count)
                    guard edges[column] + 1 < end else { continue }
                    let cell = String(text[(edges[column] + 1)..<end]).filter { $0 != "|" }[...].trimmed
                    row[column] += (row[column].isEmpty || cell.isEmpty ? "" : " ") + cell
                }
            }
        }
        return (Table(rows: rows, hasHeader: hasHeader), block.count)
    }

    /// Reads a table whose columns lines of `=` mark.
    static func simple(_ lines: ArraySlice<Substring>) -> (table: Table?, count: Int) {
        guard let border = lines.first, let second = lines.dropFirst().firstIndex(where: { isBorder($0) })
        else {
            return (nil, 0)
        }
        var end = second
        // A third line ends a table whose second one was below the header; behind the last one is a blank line.
        let hasHeader: Bool
        let isLast = lines[(second + 1)...].first?.allSatisfy(\.isWhitespace) ?? true
        if !isLast, let third = lines[(second + 1)...].prefix(5000).firstIndex(where: { isBorder($0) }) {
            end = third
            hasHeader = true
        } else {
            hasHeader = false
        }
        var columns: [Range<Int>] = []
        var start: Int?
        for (offset, character) in border.enumerated() {
            if character == "=" {
                start = start ?? offset
            } else if let first = start {
                columns.append(first..<offset)
                start = nil
            }
        }
        if let start { columns.append(start..<Int.max) }
        guard (2...200).contains(columns.count) else { return (nil, 0) }
        var rows: [[String]] = []
        for line in lines[(lines.startIndex + 1)..<end]
        where !isBorder(line) && !line.allSatisfy({ $0.isWhitespace || $0 == "-" }) {
            let text = Array(line)
            let cells = columns.enumerated().map { place, column in
                let last =
                    place == columns.count - 1 ? text.count : min(columns[place + 1].lowerBound, text.count)
                return column.lowerBound < last ? String(text[column.lowerBound..<last])[...].trimmed : ""
            }
            // An empty first cell goes on with the row above.
            if cells[0].isEmpty, var above = rows.popLast() {
                for place in cells.indices where !cells[place].isEmpty { above[place] += " " + cells[place] }
                rows.append(above)
            } else {
                rows.append(cells.map(String.init))
            }
        }
        let plain = rows.map { $0.map { MarkupInline.restructuredText($0[...]) } }
        return (Table(rows: plain, hasHeader: hasHeader), end - lines.startIndex + 1)
    }

    private static func isBorder(_ line: Substring) -> Bool {
        let text = line.trimmed
        return text.hasPrefix("==") && text.allSatisfy { $0 == "=" || $0 == " " }
    }
}
