import Core

extension LaTeXBuilder {
    /// Reads the name behind `\begin` or `\end`, and the whole content of what is not running text.
    mutating func environment(isBegin: Bool) {
        guard let group = cursor.source.group(at: cursor.index), group.count < 40 else { return }
        let name = cursor.source.text(group)
        cursor.index = group.upperBound + 1
        guard isBegin else {
            endParagraph()
            _ = places.popLast()
            itemIsNew = false
            return
        }
        endParagraph(keepsItem: true)
        if LaTeXVocabulary.silentEnvironments.contains(name) {
            _ = content(of: name)
        } else if LaTeXSource.verbatim.contains(name) || LaTeXVocabulary.formulas.contains(name) {
            code(name)
        } else if LaTeXVocabulary.tables.contains(name) {
            table(name)
        } else {
            open(name)
        }
    }

    /// `\item`, with the term of `\item[Term] definition`.
    mutating func item() {
        endParagraph()
        itemIsNew = true
        guard cursor.byte == UInt8(ascii: "[") else { return }
        cursor.index += 1
        if let term = cursor.take(upTo: UInt8(ascii: "]"), within: 500) {
            text += Array((inline(term) + ": ").utf8)
        } else {
            cursor.index -= 1
        }
    }

    /// Takes an environment to its end; to the end of everything when it has none.
    private mutating func content(of name: String) -> Range<Int> {
        let start = cursor.index
        let found = LaTeXSource.end(of: name, in: bytes, from: start, until: cursor.end)
        cursor.index = found.map { min($0.next, cursor.end) } ?? cursor.end
        return start..<max(start, min(found?.content ?? cursor.end, cursor.end))
    }

    private mutating func open(_ name: String) {
        let place: Place =
            ["itemize", "description", "enumerate"].contains(name)
            ? .list : LaTeXVocabulary.quotes.contains(name) ? .quote : .other
        if places.count < collector.limits.depth { places.append(place) }
        cursor.skipOptional()
        switch name {
        case "abstract": collector.add(.heading, "Abstract", level: title == nil ? 1 : 2)
        case "thebibliography":
            collector.add(.heading, "References", level: 1)
            cursor.skipArguments(1)
        case "minipage", "multicols": cursor.skipArguments(1)
        default: break
        }
    }

    private mutating func code(_ name: String) {
        if name == "minted" || name == "lstlisting" { cursor.skipOptional() }
        if name == "minted" { _ = cursor.takeGroup() }
        let line = cursor.currentLine()
        let range = content(of: name)
        collector.add(.code, cursor.source.text(range), line: line)
    }

    private mutating func table(_ name: String) {
        cursor.skipOptional()
        cursor.skipArguments(name == "tabularx" || name == "tabular*" || name == "tabulary" ? 2 : 1)
        let line = cursor.currentLine()
        let rows = cells(content(of: name))
        collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), line: line)
    }

    /// Cells between `&` and rows between `\\`, outside groups.
    private func cells(_ range: Range<Int>) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var start = range.lowerBound
        var place = start
        while place < range.upperBound {
            let byte = bytes[place]
            if byte == UInt8(ascii: "{"), let group = cursor.source.group(at: place),
                group.upperBound < range.upperBound
            {
                place = group.upperBound
            } else if byte == UInt8(ascii: "&") {
                row.append(inline(start..<place))
                start = place + 1
            } else if byte == UInt8(ascii: "\\"), place + 1 < range.upperBound {
                if bytes[place + 1] == UInt8(ascii: "\\") {
                    row.append(inline(start..<place))
                    rows.append(row)
                    row = []
                    start = place + 2
                }
                place += 1
            }
            place += 1
        }
        if start < range.upperBound { rows.append(row + [inline(start..<range.upperBound)]) }
        return rows.filter { $0.contains { !$0.isEmpty } }
    }
}
