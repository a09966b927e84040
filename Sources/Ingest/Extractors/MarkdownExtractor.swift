import Core

/// Reads Markdown: headings of both styles, lists, pipe tables, fenced and indented code, quotes, front matter.
///
/// A light block parser, not a complete one: what it does not know stays as a paragraph. Inline marks are
/// removed by ``MarkdownInline``, so text reads the same whichever format it came from.
struct MarkdownExtractor {
    private var collector: BlockCollector
    private let lines: [Substring]
    private var index = 0
    private var title: String?
    /// Content columns of the open list items, outermost first.
    private var itemColumns: [Int] = []
    private var paragraph: [Substring] = []
    private var paragraphLine = 0
    /// Level of the list item that ``paragraph`` is the text of; 0 for a plain paragraph.
    private var paragraphItemLevel = 0

    /// Extracts blocks with the lines they start on.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = MarkdownExtractor(
            collector: BlockCollector(name: name, limits: limits),
            lines: text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        extractor.run()
        let firstHeading = extractor.collector.blocks.first { $0.kind == .heading && $0.level == 1 }?.text
        return try extractor.collector.finish(title: extractor.title ?? firstHeading, format: .markdown)
    }

    /// Adds a text's blocks to a document that consists of several texts.
    ///
    /// - Parameters:
    ///   - text: Markdown.
    ///   - collector: Takes the blocks.
    ///   - levels: How much deeper its headings lie there.
    static func add(_ text: String, to collector: inout BlockCollector, demotedBy levels: Int) {
        var extractor = MarkdownExtractor(
            collector: BlockCollector(name: collector.name, limits: collector.limits),
            lines: text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        while extractor.index < extractor.lines.count { extractor.readLine() }
        extractor.endParagraph()
        collector.append(contentsOf: extractor.collector, demotedBy: levels)
    }

    private init(collector: BlockCollector, lines: [Substring]) {
        self.collector = collector
        self.lines = lines
    }

    private mutating func run() {
        readFrontMatter()
        while index < lines.count { readLine() }
        endParagraph()
    }

    private mutating func readFrontMatter() {
        guard let fence = lines.first, fence == "---" || fence == "+++",
            let end = lines.dropFirst().prefix(200).firstIndex(of: fence),
            Self.isFrontMatter(lines[1..<end], isYAML: fence == "---")
        else { return }
        for line in lines[1..<end] {
            let parts = line.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "=" })
            if parts.count == 2, parts[0].trimmed.lowercased() == "title" {
                title = String(parts[1].trimmed.trimming(while: { $0 == "\"" || $0 == "'" }))
            }
        }
        index = end + 1
    }

    // MARK: - One line

    private mutating func readLine() {
        let line = lines[index]
        let column = Self.indent(of: line)
        let rest = line.drop { $0 == " " || $0 == "\t" }
        if rest.isEmpty {
            endParagraph()
            index += 1
            return
        }
        if let fence = Self.fence(rest) { return readFencedCode(fence, column: column) }
        if paragraph.isEmpty {
            while let open = itemColumns.last, column < open, Self.listMark(rest) == nil {
                itemColumns.removeLast()
            }
            if column - (itemColumns.last ?? 0) >= 4, Self.listMark(rest) == nil || itemColumns.isEmpty {
                return readIndentedCode()
            }
            if readTable() || skipDefinition(rest) || skipMarkup(rest) { return }
        } else if let level = Self.setextLevel(rest), paragraphItemLevel == 0 {
            let text = paragraph.joined(separator: " ")
            paragraph = []
            addHeading(text, level: level, line: paragraphLine)
            index += 1
            return
        }
        if let level = Self.atxLevel(rest), column < 4 || !itemColumns.isEmpty {
            endParagraph()
            let text = rest.dropFirst(level).trimmed
            let closing = text.trimmingSuffix { $0 == "#" }
            addHeading(
                closing.isEmpty || closing.last == " " ? String(closing) : String(text), level: level,
                line: index + 1)
            index += 1
        } else if Self.isRule(rest) {
            endParagraph()
            itemColumns = []
            index += 1
        } else if rest.first == ">" {
            readQuote()
        } else if let mark = Self.listMark(rest),
            paragraph.isEmpty || !mark.isOrdered || mark.isFirst || paragraphItemLevel > 0
        {
            startItem(rest, column: column, markWidth: mark.width)
        } else if paragraph.isEmpty, column > 0 || !itemColumns.isEmpty, column < (itemColumns.last ?? 0) {
            itemColumns = []
            addToParagraph(rest)
        } else {
            addToParagraph(rest)
        }
    }

    private mutating func addHeading(_ text: String, level: Int, line: Int) {
        itemColumns = []
        // Many generators leave an anchor behind the text: `Title {#title}`.
        let end =
            text.hasSuffix("}") ? text.firstRange(of: " {#")?.lowerBound ?? text.endIndex : text.endIndex
        collector.add(.heading, MarkdownInline.plain(text[..<end]), level: level, line: line)
    }

    private mutating func addToParagraph(_ text: Substring) {
        if paragraph.isEmpty {
            paragraphLine = index + 1
            paragraphItemLevel = 0
        }
        paragraph.append(text)
        index += 1
    }

    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        let text = MarkdownInline.plain(paragraph.joined(separator: "\n"))
        if paragraphItemLevel > 0 {
            collector.add(.listItem, text, level: paragraphItemLevel, line: paragraphLine)
        } else {
            collector.add(.paragraph, text, line: paragraphLine)
        }
        paragraph = []
        paragraphItemLevel = 0
    }

    // MARK: - Lists and quotes

    private mutating func startItem(_ rest: Substring, column: Int, markWidth: Int) {
        endParagraph()
        while let open = itemColumns.last, column < open { itemColumns.removeLast() }
        itemColumns.append(column + markWidth)
        var text = rest.dropFirst(markWidth)
        if ["[ ] ", "[x] ", "[X] "].contains(String(text.prefix(4))) { text = text.dropFirst(4) }
        paragraphLine = index + 1
        paragraphItemLevel = min(itemColumns.count, 9)
        paragraph = [text]
        index += 1
    }

    private mutating func readQuote() {
        endParagraph()
        let first = index
        var parts: [String] = []
        var current: [Substring] = []
        func joined() -> String {
            MarkdownInline.plain(current.joined(separator: "\n")).replacing("\n", with: " ")
        }
        while index < lines.count {
            var rest = lines[index].drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            if rest.first == ">" {
                while rest.first == ">" { rest = rest.dropFirst().drop { $0 == " " } }
            } else if Self.listMark(rest) != nil || Self.atxLevel(rest) != nil || Self.fence(rest) != nil {
                break
            }
            if rest.isEmpty || Self.listMark(rest) != nil {
                if !current.isEmpty { parts.append(joined()) }
                current = []
            }
            if !rest.isEmpty { current.append(rest) }
            index += 1
        }
        if !current.isEmpty { parts.append(joined()) }
        collector.add(.quote, parts.joined(separator: "\n"), line: first + 1)
    }

    // MARK: - Code and tables

    private mutating func readFencedCode(_ fence: (mark: Character, count: Int), column: Int) {
        endParagraph()
        let first = index
        var content: [Substring] = []
        index += 1
        while index < lines.count {
            let line = lines[index]
            index += 1
            let rest = line.trimmed
            if rest.count >= fence.count, rest.allSatisfy({ $0 == fence.mark }) { break }
            content.append(Self.dropping(columns: column, from: line))
        }
        collector.add(.code, content.joined(separator: "\n"), line: first + 1)
    }

    private mutating func readIndentedCode() {
        let first = index
        let column = (itemColumns.last ?? 0) + 4
        var content: [Substring] = []
        while index < lines.count {
            let line = lines[index]
            guard line.allSatisfy(\.isWhitespace) || Self.indent(of: line) >= column else { break }
            content.append(Self.dropping(columns: column, from: line))
            index += 1
        }
        collector.add(.code, content.joined(separator: "\n"), line: first + 1)
    }

    private mutating func readTable() -> Bool {
        guard index + 1 < lines.count, lines[index].contains("|"), Self.isDelimiterRow(lines[index + 1])
        else { return false }
        let header = Self.cells(lines[index])
        guard header.count == Self.cells(lines[index + 1]).count else { return false }
        let first = index
        var rows = [header]
        index += 2
        while index < lines.count, lines[index].contains("|") {
            // As everywhere, a row has as many cells as the header.
            rows.append(Array(Self.cells(lines[index]).prefix(header.count)))
            index += 1
        }
        collector.addTable(rows.map { $0.map { MarkdownInline.plain($0) } }, hasHeader: true, line: first + 1)
        return true
    }

    /// A link definition (`[name]: address "title"`) is not text; whatever says more is.
    private mutating func skipDefinition(_ rest: Substring) -> Bool {
        guard rest.first == "[", !rest.hasPrefix("[^"), let end = rest.firstRange(of: "]:"),
            end.lowerBound != rest.startIndex,
            !rest[..<end.lowerBound].dropFirst().contains("["),
            Self.isAddress(rest[end.upperBound...].trimmed)
        else { return false }
        index += 1
        return true
    }

    /// A comment, possibly of several lines, is not text; other markup lines are read as inline text.
    private mutating func skipMarkup(_ rest: Substring) -> Bool {
        guard rest.hasPrefix("<!--") else { return false }
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.contains("-->") { break }
        }
        return true
    }
}

// MARK: - What a line is

extension MarkdownExtractor {
    fileprivate static func indent(of line: Substring) -> Int {
        var column = 0
        for character in line {
            if character == " " {
                column += 1
            } else if character == "\t" {
                column += 4 - column % 4
            } else {
                break
            }
        }
        return column
    }

    fileprivate static func dropping(columns: Int, from line: Substring) -> Substring {
        var column = 0
        var rest = line
        while column < columns, let first = rest.first, first == " " || first == "\t" {
            column += first == " " ? 1 : 4 - column % 4
            rest = rest.dropFirst()
        }
        return rest
    }

    fileprivate static func fence(_ rest: Substring) -> (mark: Character, count: Int)? {
        guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
        let count = rest.prefix { $0 == mark }.count
        guard count >= 3, mark == "~" || !rest.dropFirst(count).contains("`") else { return nil }
        return (mark, count)
    }

    /// Whether the lines between two fences set values; between two rules stands text.
    fileprivate static func isFrontMatter(_ lines: ArraySlice<Substring>, isYAML: Bool) -> Bool {
        let outer = lines.filter { !$0.allSatisfy(\.isWhitespace) && $0.first?.isWhitespace == false }
        guard let first = outer.first else { return false }
        // TOML may go on with a value in the first column.
        return isYAML ? outer.allSatisfy(isSetting) : isSetting(first)
    }

    /// Whether a line is `key: value`, `key = value`, or a comment, list item or bracket between such lines.
    private static func isSetting(_ line: Substring) -> Bool {
        guard let first = line.first else { return false }
        if "#[]{}".contains(first) || line.hasPrefix("- ") { return true }
        let key = line.prefix { $0.isLetter || $0.isNumber || "_-.\"'".contains($0) }
        let rest = line[key.endIndex...].drop { $0 == " " }
        guard !key.isEmpty, let mark = rest.first, mark == ":" || mark == "=" else { return false }
        return mark == "=" || rest.dropFirst().first.map(\.isWhitespace) ?? true
    }

    /// Whether a text is an address with nothing but a quoted title behind it.
    fileprivate static func isAddress(_ text: Substring) -> Bool {
        let address: Substring
        if text.first == "<" {
            guard let end = text.firstIndex(of: ">") else { return false }
            address = text[...end]
        } else {
            address = text.prefix { !$0.isWhitespace }
        }
        let title = text[address.endIndex...].trimmed
        guard !address.isEmpty, let open = title.first, let close = title.last else {
            return !address.isEmpty
        }
        return title.count >= 2 && ["\"\"", "''", "()"].contains("\(open)\(close)")
    }

    fileprivate static func atxLevel(_ rest: Substring) -> Int? {
        let count = rest.prefix { $0 == "#" }.count
        guard (1...6).contains(count) else { return nil }
        let next = rest.dropFirst(count).first
        return next == nil || next == " " || next == "\t" ? count : nil
    }

    fileprivate static func setextLevel(_ rest: Substring) -> Int? {
        let marks = rest.trimmed
        guard let mark = marks.first, mark == "=" || mark == "-", marks.allSatisfy({ $0 == mark }),
            marks.count >= 2
        else { return nil }
        return mark == "=" ? 1 : 2
    }

    fileprivate static func isRule(_ rest: Substring) -> Bool {
        guard let mark = rest.first, "-*_".contains(mark) else { return false }
        return rest.allSatisfy { $0 == mark || $0 == " " || $0 == "\t" } && rest.count { $0 == mark } >= 3
    }

    fileprivate static func listMark(_ rest: Substring) -> (width: Int, isOrdered: Bool, isFirst: Bool)? {
        guard let first = rest.first else { return nil }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let markWidth: Int
        if "-*+".contains(first) {
            if isRule(rest) { return nil }
            markWidth = 1
        } else if (1...9).contains(digits.count), let mark = rest.dropFirst(digits.count).first,
            mark == "." || mark == ")"
        {
            markWidth = digits.count + 1
        } else {
            return nil
        }
        let after = rest.dropFirst(markWidth)
        guard let space = after.first, space == " " || space == "\t" else { return nil }
        let spaces = after.prefix { $0 == " " || $0 == "\t" }.count
        guard after.count > spaces else { return nil }
        return (markWidth + (spaces > 4 ? 1 : spaces), !digits.isEmpty, digits == "1")
    }

    fileprivate static func isDelimiterRow(_ line: Substring) -> Bool {
        let marks = line.trimmed
        guard marks.contains("-"), marks.contains("|") || marks.contains(":") else { return false }
        return marks.allSatisfy { "|-: \t".contains($0) }
    }

    /// Splits a row at its pipes; an escaped pipe and one inside a code span stay text.
    fileprivate static func cells(_ line: Substring) -> [String] {
        var row = line.trimmed
        if row.first == "|" { row = row.dropFirst() }
        var result: [String] = []
        var cell = ""
        var isCode = false
        var isEscaped = false
        for character in row {
            if isEscaped {
                cell.append(character == "|" ? "|" : "\\\(character)")
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "|" && !isCode {
                result.append(cell)
                cell = ""
            } else {
                if character == "`" { isCode.toggle() }
                cell.append(character)
            }
        }
        if !cell.allSatisfy(\.isWhitespace) { result.append(cell) }
        return result
    }
}
