import Core

/// Reads reStructuredText: headings by their underlines, lists, tables, literal blocks, directives.
struct RestructuredTextExtractor {
    private var collector: BlockCollector
    private let lines: [Substring]
    private var index = 0
    private var levels: [String] = []
    private var title: String?
    private var fields: [String: String] = [:]

    /// Directives whose content is not text of the document.
    private static let dropped: Set<String> = [
        "toctree", "contents", "index", "raw", "include", "image", "math", "highlight", "module",
        "currentmodule",
        "meta", "default-role", "role", "sectnum", "tabularcolumns", "only", "graphviz", "plot", "testsetup",
    ]
    private static let code: Set<String> = [
        "code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "doctest", "testcode",
        "highlightlang",
        "productionlist", "prompt",
    ]

    /// Extracts a document.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = RestructuredTextExtractor(
            collector: BlockCollector(name: name, limits: limits),
            lines: text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        while extractor.index < extractor.lines.count { extractor.readBlock() }
        return try extractor.collector.finish(
            title: extractor.title, author: extractor.fields["author"] ?? extractor.fields["authors"],
            date: extractor.fields["date"], format: .restructuredText)
    }

    private init(collector: BlockCollector, lines: [Substring]) {
        self.collector = collector
        self.lines = lines
    }

    // MARK: - Blocks

    private mutating func readBlock() {
        let line = lines[index]
        if Self.isBlank(line) {
            index += 1
            return
        }
        let text = line.trimmed
        if readHeading() || readTable() { return }
        if text.hasPrefix(".. ") || text == ".." { return readExplicit() }
        if text.hasPrefix("__ ") {
            index += 1
            return
        }
        if text.hasPrefix(">>>") {
            let first = index
            return addCode(takeParagraph(), line: first)
        }
        if let item = Self.item(text) { return readItem(item, indent: Self.indent(line)) }
        if line.first != ":", text.hasPrefix("| ") || text == "|" { return readLines() }
        if readField(text) { return }
        readParagraph(indent: Self.indent(line))
    }

    private mutating func readHeading() -> Bool {
        func isRule(_ index: Int) -> Bool {
            guard index < lines.count else { return false }
            let text = lines[index].trimmingSuffix(\.isWhitespace)
            guard let first = text.first, text.count >= 3, "=-~^\"'`#*+.:_<>!$%&,/;?@|\\".contains(first)
            else { return false }
            return text.allSatisfy { $0 == first }
        }
        let mark: Character
        let text: Substring
        let first = index
        if isRule(index), index + 2 < lines.count, isRule(index + 2),
            lines[index].first == lines[index + 2].first,
            !Self.isBlank(lines[index + 1])
        {
            mark = lines[index].first ?? "="
            text = lines[index + 1]
            index += 3
            addHeading(text, style: "\(mark)\(mark)", line: first + 2)
            return true
        }
        if isRule(index) {
            // A line alone separates sections, it names none.
            let isAlone = index + 1 >= lines.count || Self.isBlank(lines[index + 1])
            if isAlone { index += 1 }
            return isAlone
        }
        guard !Self.isBlank(lines[index]), lines[index].first?.isWhitespace == false, isRule(index + 1),
            lines[index + 1].trimmed.count + 2 >= lines[index].trimmed.count
                || lines[index + 1].trimmed.count > 12
        else { return false }
        mark = lines[index + 1].first ?? "="
        text = lines[index]
        index += 2
        addHeading(text, style: String(mark), line: first + 1)
        return true
    }

    private mutating func addHeading(_ text: Substring, style: String, line: Int) {
        if !levels.contains(style) { levels.append(style) }
        let level = (levels.firstIndex(of: style) ?? 0) + 1
        let plain = MarkupInline.restructuredText(text.trimmed)
        if title == nil, level == 1 { title = plain }
        collector.add(.heading, plain, level: min(level, 9), line: line)
    }

    private mutating func readParagraph(indent: Int) {
        let first = index
        var paragraph = takeParagraph()
        let last = paragraph.last?.trimmingSuffix(\.isWhitespace) ?? ""
        let isLiteral = last.hasSuffix("::")
        // A term with its definition below, further in.
        if paragraph.count > 1, let next = paragraph.dropFirst().first, Self.indent(next) > indent,
            paragraph.dropFirst().allSatisfy({ Self.indent($0) > indent })
        {
            let definition = paragraph.dropFirst().map { $0.trimmed }.joined(separator: " ")
            let term = MarkupInline.restructuredText(paragraph[0].trimmed)
            collector.add(
                .listItem, term + ": " + MarkupInline.restructuredText(definition[...]), level: 1,
                line: first + 1)
            if isLiteral { readLiteral(indent: indent) }
            return
        }
        if isLiteral {
            paragraph[paragraph.count - 1] = last.dropLast(last.hasSuffix(" ::") ? 3 : last == "::" ? 2 : 1)
        }
        let text = paragraph.map { $0.trimmed }.joined(separator: " ")
        collector.add(
            indent > 0 ? .quote : .paragraph, MarkupInline.restructuredText(text[...]), line: first + 1)
        if isLiteral { readLiteral(indent: indent) }
    }

    private mutating func readLiteral(indent: Int) {
        let first = index
        let content = takeIndented(below: indent)
        addCode(content, line: first)
    }

    private mutating func readItem(_ mark: Int, indent: Int) {
        let first = index
        var parts = [lines[index].trimmed.dropFirst(mark).trimmed]
        index += 1
        while index < lines.count, !Self.isBlank(lines[index]), Self.indent(lines[index]) > indent,
            Self.item(lines[index].trimmed) == nil
        {
            parts.append(lines[index].trimmed)
            index += 1
        }
        let text = parts.joined(separator: " ")
        let isLiteral = text.hasSuffix("::")
        collector.add(
            .listItem, MarkupInline.restructuredText(text.dropLast(isLiteral ? 1 : 0)),
            level: min(indent / 2 + 1, 9),
            line: first + 1)
        if isLiteral { readLiteral(indent: indent) }
    }

    private mutating func readLines() {
        let first = index
        let text = takeParagraph().map {
            MarkupInline.restructuredText($0.trimmed.drop { $0 == "|" }.trimmed)
        }
        collector.add(.quote, text.joined(separator: "\n"), line: first + 1)
    }

    private mutating func readField(_ text: Substring) -> Bool {
        guard text.first == ":",
            let colon = text.dropFirst().prefix(60).firstRange(of: ": ")
                ?? text.dropFirst().firstRange(of: ":"),
            colon.lowerBound > text.index(after: text.startIndex)
        else { return false }
        let after = text[colon.upperBound...]
        // A role begins like a field.
        if after.first == "`" { return false }
        let name = text[text.index(after: text.startIndex)..<colon.lowerBound]
        let first = index
        index += 1
        let rest = takeIndented(below: Self.indent(lines[first])).map { $0.trimmed }.filter { !$0.isEmpty }
        let value = MarkupInline.restructuredText(
            ([after.trimmed] + rest).joined(separator: " ")[...].trimmed)
        if fields.count < 100, levels.count <= 1 { fields[name.lowercased()] = value }
        collector.add(.listItem, name + ": " + value, level: 1, line: first + 1)
        return true
    }

    // MARK: - Directives

    private mutating func readExplicit() {
        let indent = Self.indent(lines[index])
        let text = lines[index].trimmed.dropFirst(2).trimmed
        let first = index
        index += 1
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let rest = takeIndented(below: indent).map { $0.trimmed }
            let note = ([text[text.index(after: close)...].trimmed] + rest).joined(separator: " ")
            collector.context.role = .note
            collector.add(.paragraph, MarkupInline.restructuredText(note[...]), line: first + 1)
            collector.context.role = nil
            return
        }
        guard !text.hasPrefix("_"), !text.hasPrefix("|"), let colons = text.firstRange(of: "::"),
            !text[..<colons.lowerBound].contains(" ")
        else {
            // Targets, substitutions and comments.
            _ = takeIndented(below: indent)
            return
        }
        readDirective(
            String(text[..<colons.lowerBound]), text[colons.upperBound...].trimmed, indent: indent,
            line: first + 1)
    }

    private mutating func readDirective(_ name: String, _ argument: Substring, indent: Int, line: Int) {
        let name = String(name.split(separator: ":").last ?? "")
        if Self.dropped.contains(name) {
            _ = takeIndented(below: indent)
            return
        }
        if Self.code.contains(name) {
            var content = takeIndented(below: indent)
            while let option = content.first,
                Self.isBlank(option)
                    || option.trimmed.first == ":" && option.trimmed.dropFirst().contains(":")
            {
                content.removeFirst()
            }
            return addCode(content, line: line - 1)
        }
        // Options first; the content is read as text where it stands.
        while index < lines.count, Self.indent(lines[index]) > indent, lines[index].trimmed.first == ":" {
            index += 1
        }
        let plain = MarkupInline.restructuredText(argument)
        switch name {
        case "csv-table":
            let content = takeIndented(below: indent).map { String($0.trimmed) }.joined(separator: "\n")
            if !plain.isEmpty { collector.add(.paragraph, plain, line: line) }
            let rows = DelimitedText.records(content, delimiter: ",")
            collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), line: line)
        case "note", "warning", "tip", "important", "caution", "danger", "attention", "hint", "seealso",
            "deprecated",
            "versionadded", "versionchanged", "todo":
            let content = takeIndented(below: indent).map { $0.trimmed }.joined(separator: " ")
            let label = name.prefix(1).uppercased() + name.dropFirst()
            let body = [plain, MarkupInline.restructuredText(content[...])].filter { !$0.isEmpty }.joined(
                separator: " ")
            collector.add(.paragraph, label + ": " + body, line: line)
        default:
            if name == "title", title == nil { title = plain }
            // What describes a function or class has it as its argument.
            if !plain.isEmpty, name != "figure" { collector.add(.paragraph, plain, line: line) }
        }
    }

    private mutating func addCode(_ content: [Substring], line: Int) {
        let shared = content.lazy.filter { !Self.isBlank($0) }.map { Self.indent($0) }.min() ?? 0
        collector.add(
            .code, content.map { Self.dropping(columns: shared, from: $0) }.joined(separator: "\n"),
            line: line + 1)
    }

    // MARK: - Tables

    private mutating func readTable() -> Bool {
        let text = lines[index].trimmed
        if text.hasPrefix("+-") || text.hasPrefix("+="), text.hasSuffix("+") {
            let (table, count) = RestructuredTextTable.grid(lines[index...])
            guard let table else { return false }
            collector.addTable(table.rows, hasHeader: table.hasHeader, line: index + 1)
            index += count
            return true
        }
        if text.hasPrefix("=="), text.contains(" "), text.allSatisfy({ $0 == "=" || $0 == " " }) {
            let (table, count) = RestructuredTextTable.simple(lines[index...])
            guard let table else { return false }
            collector.addTable(table.rows, hasHeader: table.hasHeader, line: index + 1)
            index += count
            return true
        }
        return false
    }

    // MARK: - Lines

    private mutating func takeParagraph() -> [Substring] {
        let start = index
        while index < lines.count, !Self.isBlank(lines[index]) { index += 1 }
        return Array(lines[start..<index])
    }

    /// Takes the lines that stand further in than a column, empty ones between them too.
    private mutating func takeIndented(below indent: Int) -> [Substring] {
        var end = index
        var last = index
        while end < lines.count, Self.isBlank(lines[end]) || Self.indent(lines[end]) > indent {
            end += 1
            if !Self.isBlank(lines[end - 1]) { last = end }
        }
        defer { index = max(last, index) }
        return Array(lines[index..<last])
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    private static func indent(_ line: Substring) -> Int {
        line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 8 : 1) }
    }

    /// A line without its first columns; a tab that is cut leaves spaces.
    private static func dropping(columns: Int, from line: Substring) -> String {
        var left = columns
        var rest = line
        while left > 0, let first = rest.first, first == " " || first == "\t" {
            left -= first == "\t" ? 8 : 1
            rest = rest.dropFirst()
        }
        return String(repeating: " ", count: max(0, -left)) + rest
    }

    /// The width of a list's mark with the space behind it.
    private static func item(_ text: Substring) -> Int? {
        guard let first = text.first else { return nil }
        if "*-+•".contains(first), text.dropFirst().first?.isWhitespace == true { return 2 }
        let mark = text.prefix(6).prefix { $0 == "#" || $0 == "(" || $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(mark.count)
        guard !mark.isEmpty, let dot = rest.first, dot == "." || dot == ")", rest.dropFirst().first == " "
        else { return nil }
        return mark.count + 2
    }
}
