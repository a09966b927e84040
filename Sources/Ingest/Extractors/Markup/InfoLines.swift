/// The lines of an Info file, with those emptied that are not the manual's text; each keeps its number.
struct InfoLines {
    private var lines: [Substring]

    /// Takes all lines of a file.
    init(_ lines: [Substring]) {
        self.lines = lines
        // Before the first node stands who made the file, and what belongs into the directory of all manuals.
        var isText = false
        var index = 0
        while index < lines.count {
            if lines[index].first == "\u{1F}" {
                empty(index)
                index += 1
                while index < lines.count, Self.isBlank(lines[index]) { index += 1 }
                guard index < lines.count else { return }
                isText = Self.isNode(lines[index])
                empty(index)
                index += 1
            } else if isText, Self.isMenu(lines[index]) {
                let end = menuEnd(from: index)
                for line in index..<end { empty(line) }
                index = end
            } else {
                if !isText { empty(index) }
                index += 1
            }
        }
    }

    /// All lines as one text.
    var text: String { lines.joined(separator: "\n") }

    /// Whether a line names a node and its neighbours: `File: a.info,  Node: Firing,  Next: Glazing,  Up: Top`.
    static func isNode(_ line: Substring) -> Bool {
        line.hasPrefix("File:") && line.firstRange(of: "Node:") != nil
    }

    private static func isMenu(_ line: Substring) -> Bool { line.lowercased().hasPrefix("* menu:") }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// Behind a menu's last entry: its headings are followed by entries, text that goes on is not.
    private func menuEnd(from start: Int) -> Int {
        var end = start + 1
        var index = end
        var isHeading = false
        while index < lines.count, lines[index].first != "\u{1F}" {
            let line = lines[index]
            index += 1
            if line.hasPrefix("* ") {
                isHeading = false
                end = index
            } else if Self.isBlank(line) {
                continue
            } else if line.first?.isWhitespace == true, !isHeading {
                // A description goes on under its entry.
                end = index
            } else if isHeading, index >= 2, Self.isBlank(lines[index - 2]) {
                // A second paragraph without an entry.
                break
            } else {
                isHeading = true
            }
        }
        return end
    }

    private mutating func empty(_ index: Int) { lines[index] = "" }
}
