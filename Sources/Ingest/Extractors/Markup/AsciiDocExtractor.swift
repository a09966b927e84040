import Core

/// Reads AsciiDoc: headings, lists, tables, delimited blocks, admonitions.
struct AsciiDocExtractor {
    private var collector: BlockCollector
    private let lines: [Substring]
    private var index = 0
    private var title: String?
    private var author: String?
    private var attributes: [String: String] = [:]
    private var isCode = false

    /// Extracts a document.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = AsciiDocExtractor(
            collector: BlockCollector(name: name, limits: limits),
            lines: text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        while extractor.index < extractor.lines.count { extractor.readBlock() }
        return try extractor.collector.finish(
            title: extractor.title, author: extractor.attributes["author"] ?? extractor.author,
            date: extractor.attributes["revdate"], format: .asciidoc)
    }

    private init(collector: BlockCollector, lines: [Substring]) {
        self.collector = collector
        self.lines = lines
    }

    private func plain(_ text: Substring) -> String { MarkupInline.asciidoc(text, attributes: attributes) }

    private mutating func readBlock() {
        let line = lines[index].trimmingSuffix(\.isWhitespace)
        let text = line.drop(while: \.isWhitespace)
        guard !text.isEmpty else {
            index += 1
            isCode = false
            return
        }
        if readAttribute(text) || readHeading(line) || readDelimited(line) { return }
        if text.hasPrefix("//") || text == "+" || text.hasPrefix("'''") && text.allSatisfy({ $0 == "'" })
            || text == "<<<" || text.hasPrefix("ifdef::")
            || text.hasPrefix("ifndef::") || text.hasPrefix("endif::") || text.hasPrefix("image::")
        {
            index += 1
        } else if text.hasPrefix("include::") {
            collector.note("Files that it includes were not read.")
            index += 1
        } else if text.first == "[", text.last == "]" {
            isCode =
                text.hasPrefix("[source") || text.hasPrefix("[listing") || text.hasPrefix("[literal")
                || text.hasPrefix("[,")
            index += 1
        } else if text.first == ".", let second = text.dropFirst().first, second != ".", !second.isWhitespace
        {
            collector.add(.paragraph, plain(text.dropFirst()), line: index + 1)
            index += 1
        } else if let item = Self.item(text) {
            readItem(item, text: text)
        } else if readDefinition(text) {
            return
        } else if line.first?.isWhitespace == true || isCode {
            readLiteral()
        } else {
            readParagraph()
        }
    }

    private mutating func readAttribute(_ text: Substring) -> Bool {
        guard text.first == ":", let colon = text.dropFirst().prefix(80).firstIndex(of: ":"),
            lines[index].first == ":"
        else { return false }
        let name = text[text.index(after: text.startIndex)..<colon]
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { return false }
        let value = text[text.index(after: colon)...].trimmed
        if attributes.count < 500, value.utf8.count < 1000 { attributes[name.lowercased()] = String(value) }
        index += 1
        return true
    }

    private mutating func readHeading(_ line: Substring) -> Bool {
        let marks = line.prefix { $0 == "=" }.count
        let hashes = line.prefix { $0 == "#" }.count
        let level = max(marks, hashes)
        if (1...6).contains(level), line.dropFirst(level).first == " " {
            let first = index
            index += 1
            addHeading(line.dropFirst(level).trimmed, level: level, line: first + 1)
            return true
        }
        // The older form with a line below; its length is the title's.
        guard index + 1 < lines.count, let mark = lines[index + 1].first,
            let place = ["=", "-", "~", "^", "+"].firstIndex(of: mark),
            line.first?.isWhitespace == false
        else { return false }
        let rule = lines[index + 1].trimmingSuffix(\.isWhitespace)
        guard rule.count >= 3, rule.allSatisfy({ $0 == mark }), abs(rule.count - line.count) <= 2 else {
            return false
        }
        let first = index
        index += 2
        addHeading(line, level: place + 1, line: first + 1)
        return true
    }

    private mutating func addHeading(_ text: Substring, level: Int, line: Int) {
        let text = plain(text)
        collector.add(.heading, text, level: min(level, 9), line: line)
        guard title == nil, level == 1 else { return }
        title = text
        // The author and the revision stand right below the title.
        guard index < lines.count, let first = lines[index].first, first.isLetter, lines[index].count < 120,
            Self.item(lines[index]) == nil,
            lines[index].contains("<") || lines[index].split(separator: " ").count <= 3
        else { return }
        author = String(lines[index].prefix { $0 != "<" && $0 != ";" })[...].trimmed.description
        index += 1
        if index < lines.count, lines[index].first == "v" || lines[index].first?.isNumber == true,
            lines[index].count < 80
        {
            if let date = lines[index].split(whereSeparator: { $0 == "," || $0 == ":" || $0 == " " }).lazy
                .compactMap({ DocumentDate.iso($0) }).first
            {
                attributes["revdate"] = date
            }
            index += 1
        }
    }

    // MARK: - Delimited blocks

    private mutating func readDelimited(_ line: Substring) -> Bool {
        guard let mark = line.first else { return false }
        if line.hasPrefix("|===") || line.hasPrefix(",===") || line.hasPrefix("!===") {
            readTable(line)
            return true
        }
        if line.hasPrefix("```") {
            addContent(as: .code, until: "```")
            return true
        }
        guard line.count >= 4 || line == "--", line.allSatisfy({ $0 == mark }), "-.+/_=*".contains(mark)
        else { return false }
        switch mark {
        case "-" where line.count == 2: index += 1
        case "-", ".": addContent(as: .code, until: line)
        case "+", "/":
            _ = take(until: line)
        case "_": addContent(as: .quote, until: line)
        // Examples and sidebars hold ordinary blocks.
        default: index += 1
        }
        return true
    }

    private mutating func take(until end: Substring) -> [Substring] {
        let start = index + 1
        index = start
        while index < lines.count, lines[index].trimmingSuffix(\.isWhitespace) != end { index += 1 }
        defer { index = min(index + 1, lines.count) }
        return Array(lines[start..<index])
    }

    private mutating func addContent(as kind: DocumentBlock.Kind, until end: Substring) {
        let first = index
        let content = take(until: end)
        isCode = false
        if kind == .code {
            collector.add(.code, content.joined(separator: "\n"), line: first + 1)
        } else {
            let paragraphs = content.split { $0.allSatisfy(\.isWhitespace) }.map {
                $0.map(String.init).joined(separator: " ")
            }
            collector.add(.quote, paragraphs.map { plain($0[...]) }.joined(separator: "\n"), line: first + 1)
        }
    }

    private mutating func readTable(_ line: Substring) {
        let first = index
        let content = take(until: line)
        var rows: [[String]] = []
        var hasHeader = false
        if line.first == "," {
            rows = DelimitedText.records(content.joined(separator: "\n"), delimiter: ",")
        } else {
            var cells: [String] = []
            var width = 0
            for (place, raw) in content.enumerated() {
                if raw.allSatisfy(\.isWhitespace) {
                    if place > 0, rows.isEmpty, width == 0, !cells.isEmpty {
                        width = cells.count
                        hasHeader = true
                    }
                    continue
                }
                let parts = raw.split(separator: "|", omittingEmptySubsequences: false)
                // Text in front of the first bar goes on with the cell above, or is a span such as `2+`.
                if let head = parts.first?.trimmed, !head.isEmpty, !cells.isEmpty,
                    parts.count == 1 || head.count > 4
                {
                    cells[cells.count - 1] += " " + plain(head)
                }
                cells += parts.dropFirst().map { plain($0.trimmed) }
                if width == 0, parts.count > 2 { width = cells.count }
            }
            if width == 0 { width = min(max(cells.count, 1), 2) }
            rows = stride(from: 0, to: cells.count, by: width).map {
                Array(cells[$0..<min($0 + width, cells.count)])
            }
        }
        collector.addTable(rows, hasHeader: hasHeader || CSVExtractor.hasHeader(rows), line: first + 1)
    }

    // MARK: - Text

    /// The level and the width of a list's mark.
    private static func item(_ text: Substring) -> (level: Int, width: Int)? {
        for mark in ["*", "-", "."] as [Character] {
            let count = text.prefix { $0 == mark }.count
            if (1...6).contains(count), text.dropFirst(count).first == " ", mark != "-" || count == 1 {
                return (count, count + 1)
            }
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }.count
        if (1...3).contains(digits), text.dropFirst(digits).first == ".",
            text.dropFirst(digits + 1).first == " "
        {
            return (1, digits + 2)
        }
        return nil
    }

    private mutating func readItem(_ item: (level: Int, width: Int), text: Substring) {
        let first = index
        var parts = [text.dropFirst(item.width).trimmed]
        index += 1
        while index < lines.count, goesOn(lines[index]) {
            parts.append(lines[index].trimmed)
            index += 1
        }
        let content = parts.joined(separator: " ")
        collector.add(.listItem, plain(content[...]), level: item.level, line: first + 1)
    }

    private mutating func readDefinition(_ text: Substring) -> Bool {
        guard let colons = text.firstRange(of: "::"), text[..<colons.lowerBound].count < 200,
            !text.hasPrefix("::")
        else { return false }
        let rest = text[colons.upperBound...].drop { $0 == ":" }
        guard rest.isEmpty || rest.first == " " else { return false }
        let first = index
        var parts = rest.isEmpty ? [] : [rest.trimmed]
        index += 1
        while parts.isEmpty, index < lines.count, lines[index].allSatisfy(\.isWhitespace) { index += 1 }
        while index < lines.count, goesOn(lines[index]) {
            parts.append(lines[index].trimmed)
            index += 1
        }
        let term = plain(text[..<colons.lowerBound])
        let content = parts.joined(separator: " ")
        collector.add(
            .listItem, content.isEmpty ? term : term + ": " + plain(content[...]), level: 1, line: first + 1)
        return true
    }

    private func goesOn(_ line: Substring) -> Bool {
        let text = line.trimmed
        guard let first = text.first, text != "+" else { return false }
        let isRule =
            text.count >= 4 && "-.+/_=*|".contains(first) && text.dropFirst().allSatisfy { $0 == text.last }
        return !isRule && Self.item(text) == nil && !text.hasPrefix("|===") && !text.hasPrefix("//")
            && text != "--"
            && !(first == "[" && text.last == "]") && !text.hasSuffix("::") && !text.contains(":: ")
    }

    private mutating func readLiteral() {
        let start = index
        while index < lines.count, !lines[index].allSatisfy(\.isWhitespace) { index += 1 }
        isCode = false
        let content = lines[start..<index]
        let shared = content.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        collector.add(
            .code, content.map { String($0.dropFirst(shared)) }.joined(separator: "\n"), line: start + 1)
    }

    private mutating func readParagraph() {
        let start = index
        var parts: [Substring] = []
        while index < lines.count, index == start || goesOn(lines[index]) {
            var part = lines[index].trimmed
            if part.hasSuffix(" +") { part = part.dropLast(2) }
            parts.append(part)
            index += 1
        }
        let text = parts.joined(separator: " ")
        collector.add(.paragraph, plain(text[...]), line: start + 1)
    }
}
