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
            MarkdownLine.isFrontMatter(lines[1..<end], isYAML: fence == "---")
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
        let column = MarkdownLine.indent(of: line)
        let rest = line.drop { $0 == " " || $0 == "\t" }
        if rest.isEmpty {
            endParagraph()
            index += 1
            return
        }
        if let fence = MarkdownLine.fence(rest) { return readFencedCode(fence, column: column) }
        if paragraph.isEmpty {
            while let open = itemColumns.last, column < open, MarkdownLine.listMark(rest) == nil {
                itemColumns.removeLast()
            }
            if column - (itemColumns.last ?? 0) >= 4,
                MarkdownLine.listMark(rest) == nil || itemColumns.isEmpty
            {
                return readIndentedCode()
            }
            if readTable() || skipDefinition(rest) || skipMarkup(rest) { return }
        } else if let level = MarkdownLine.setextLevel(rest), paragraphItemLevel == 0 {
            let text = paragraph.joined(separator: " ")
            paragraph = []
            addHeading(text, level: level, line: paragraphLine)
            index += 1
            return
        }
        if let level = MarkdownLine.atxLevel(rest), column < 4 || !itemColumns.isEmpty {
            endParagraph()
            let text = rest.dropFirst(level).trimmed
            let closing = text.trimmingSuffix { $0 == "#" }
            addHeading(
                closing.isEmpty || closing.last == " " ? String(closing) : String(text), level: level,
                line: index + 1)
            index += 1
        } else if MarkdownLine.isRule(rest) {
            endParagraph()
            itemColumns = []
            index += 1
        } else if rest.first == ">" {
            readQuote()
        } else if let mark = MarkdownLine.listMark(rest),
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
            } else if MarkdownLine.listMark(rest) != nil || MarkdownLine.atxLevel(rest) != nil
                || MarkdownLine.fence(rest) != nil
            {
                break
            }
            if rest.isEmpty || MarkdownLine.listMark(rest) != nil {
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
            content.append(MarkdownLine.dropping(columns: column, from: line))
        }
        collector.add(.code, content.joined(separator: "\n"), line: first + 1)
    }

    private mutating func readIndentedCode() {
        let first = index
        let column = (itemColumns.last ?? 0) + 4
        var content: [Substring] = []
        while index < lines.count {
            let line = lines[index]
            guard line.allSatisfy(\.isWhitespace) || MarkdownLine.indent(of: line) >= column else { break }
            content.append(MarkdownLine.dropping(columns: column, from: line))
            index += 1
        }
        collector.add(.code, content.joined(separator: "\n"), line: first + 1)
    }

    private mutating func readTable() -> Bool {
        guard index + 1 < lines.count, lines[index].contains("|"),
            MarkdownLine.isDelimiterRow(lines[index + 1])
        else { return false }
        let header = MarkdownLine.cells(lines[index])
        guard header.count == MarkdownLine.cells(lines[index + 1]).count else { return false }
        let first = index
        var rows = [header]
        index += 2
        while index < lines.count, lines[index].contains("|") {
            // As everywhere, a row has as many cells as the header.
            rows.append(Array(MarkdownLine.cells(lines[index]).prefix(header.count)))
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
            MarkdownLine.isAddress(rest[end.upperBound...].trimmed)
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
