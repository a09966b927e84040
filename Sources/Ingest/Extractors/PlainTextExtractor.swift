import Core

/// Reads plain text: paragraphs, underlined headings, lists and indented blocks.
struct PlainTextExtractor {
    private var collector: BlockCollector
    private let lines: [Substring]
    private let conventions: TextConventions
    /// The width at which the writer's program broke lines, or nil when paragraphs are single lines.
    private let wrapWidth: Int?

    /// Extracts paragraphs and the few structures that are certain in plain text.
    static func extract(
        _ text: String, conventions: TextConventions = .written, name: String, limits: ExtractionLimits,
        format: DocumentFormat = .text
    ) throws(IngestError) -> ExtractedDocument {
        var extractor = PlainTextExtractor(
            text: text, conventions: conventions, collector: BlockCollector(name: name, limits: limits))
        extractor.run()
        let title = extractor.collector.blocks.first.flatMap { $0.kind == .heading ? $0.text : nil }
        return try extractor.collector.finish(title: title, format: format)
    }

    /// Adds a text's paragraphs, lists and headings to a document that consists of several texts.
    static func add(_ text: String, to collector: inout BlockCollector) {
        var extractor = PlainTextExtractor(
            text: text, conventions: .written,
            collector: BlockCollector(name: collector.name, limits: collector.limits))
        extractor.run()
        collector.append(contentsOf: extractor.collector)
    }

    /// Longest line that people write.
    private static let longestWrittenLine = 1000

    /// Whether most of a text stands in lines that nobody writes, such as minified scripts and search indexes.
    private static func isForMachines(_ text: String) -> Bool {
        let long = text.utf8.split(separator: 0x0A).reduce(0) { sum, line in
            line.count > longestWrittenLine ? sum + line.count : sum
        }
        return 2 * long > text.utf8.count
    }

    /// Extracts program code: the whole text as it stands, cut at blank lines into blocks of about a screen.
    static func extractCode(
        _ text: String, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        guard !isForMachines(text) else {
            throw IngestError(
                .noText, name: name,
                "is code that a program packed into long lines; add the files that it was made from")
        }
        var collector = BlockCollector(name: name, limits: limits)
        var block: [Substring] = []
        var firstLine = 1
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak
        ).enumerated() {
            if line.allSatisfy(\.isWhitespace), block.count >= 40 {
                collector.add(.code, block.joined(separator: "\n"), line: firstLine)
                block = []
            }
            if block.isEmpty { firstLine = index + 1 }
            block.append(line)
        }
        collector.add(.code, block.joined(separator: "\n"), line: firstLine)
        let language =
            CodeLanguage.name(suffix: MemberName.suffix(name))
            ?? CodeLanguage.name(firstLine: text.prefix { !$0.isNewline })
        if let language { collector.note("It is written in \(language).") }
        return try collector.finish(title: String(MemberName.lastPart(name)), format: .code)
    }

    private init(text: String, conventions: TextConventions, collector: BlockCollector) {
        self.collector = collector
        self.conventions = conventions
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak)
        let lengths = lines.lazy.map(\.count).filter { $0 > 0 }.sorted()
        let longest = lengths.isEmpty ? 0 : lengths[lengths.count * 19 / 20]
        wrapWidth = (40...120).contains(longest) ? longest : nil
    }

    private mutating func run() {
        var start = 0
        while start < lines.count {
            if isBlank(lines[start]) {
                start += 1
                continue
            }
            var end = start
            while end < lines.count, !isBlank(lines[end]) { end += 1 }
            addGroup(start..<end)
            start = end
        }
    }

    /// Adds the lines between two blank lines.
    private mutating func addGroup(_ range: Range<Int>) {
        var index = range.lowerBound
        if range.count >= 2, let level = underline(lines[index + 1], under: lines[index]) {
            collector.add(
                .heading, conventions.plain(String(lines[index])), level: level, line: index + 1)
            index += 2
        } else if range.count == 1, isNumberedHeading(lines[index]) {
            let depth = lines[index].prefix { $0.isNumber || $0 == "." }.split(separator: ".").count
            collector.add(.heading, lines[index], level: depth, line: index + 1)
            return
        }
        guard index < range.upperBound else { return }
        if lines[index..<range.upperBound].allSatisfy({ $0.hasPrefix("    ") || $0.hasPrefix("\t") }),
            !lines[index..<range.upperBound].contains(where: { listItem($0) != nil }),
            looksLikeCode(index..<range.upperBound)
        {
            collector.add(.code, unindented(index..<range.upperBound), line: index + 1)
            return
        }
        while index < range.upperBound {
            let first = index
            var text = String(lines[index])
            let item = listItem(lines[index])
            index += 1
            while index < range.upperBound,
                continues(lines[index], after: lines[index - 1], isItem: item != nil)
            {
                text += " " + lines[index]
                index += 1
            }
            if let item {
                let item = (text: text.drop { $0.isWhitespace }.dropFirst(item.markCount), level: item.level)
                collector.add(
                    .listItem, conventions.plain(String(item.text)), level: item.level, line: first + 1)
            } else {
                collector.add(.paragraph, conventions.plain(text), line: first + 1)
            }
        }
    }

    /// Whether a line goes on with the sentence of the line before it.
    private func continues(_ line: Substring, after previous: Substring, isItem: Bool) -> Bool {
        if listItem(line) != nil || startsTurn(line) { return false }
        if isItem, line.first?.isWhitespace == true { return true }
        guard let wrapWidth else { return false }
        // The writer's program broke the line before, if its next word would not have fitted.
        let nextWord = line.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }.count
        return previous.count + 1 + nextWord > wrapWidth * 3 / 4
    }

    private func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    private func underline(_ line: Substring, under title: Substring) -> Int? {
        let marks = line.trimmingSuffix { $0.isWhitespace }
        guard let mark = marks.first, let level = conventions.underlines[mark], marks.count >= 3,
            marks.allSatisfy({ $0 == mark }),
            title.count <= 120, marks.count >= min(title.count / 2, 20)
        else { return nil }
        return level
    }

    /// `2.1 Opening hours`, alone between blank lines, short and not a sentence.
    private func isNumberedHeading(_ line: Substring) -> Bool {
        let number = line.prefix { $0.isNumber || $0 == "." }
        let rest = line.dropFirst(number.count)
        guard number.first?.isNumber == true, rest.first == " ", (3...80).contains(rest.count),
            let last = rest.last, !".,;:!".contains(last)
        else { return false }
        let first = rest.drop { $0 == " " }.first
        return number.contains(".") && first?.isLetter == true && first?.isLowercase == false
    }

    private func listItem(_ line: Substring) -> (markCount: Int, level: Int)? {
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        let rest = line.dropFirst(indent.count)
        let level = 1 + min(indent.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) } / 3, 8)
        guard let first = rest.first else { return nil }
        if "-*+•◦▪‣–·".contains(first), rest.dropFirst().first?.isWhitespace == true, rest.count > 2 {
            return (2, level)
        }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if (1...3).contains(digits.count), let mark = rest.dropFirst(digits.count).first,
            mark == "." || mark == ")",
            rest.dropFirst(digits.count + 1).first?.isWhitespace == true
        {
            return (digits.count + 2, level)
        }
        return nil
    }

    /// `Q:`, `Answer:`, `Name:`-like starts, where joining lines would mix two statements.
    private func startsTurn(_ line: Substring) -> Bool {
        let head = line.drop { $0.isWhitespace }.prefix(32)
        guard let colon = head.firstIndex(of: ":") else { return false }
        let label = head[..<colon]
        let after = head[head.index(after: colon)...]
        guard after.first?.isWhitespace ?? true else { return false }
        return label.first?.isLowercase == false && label.split(separator: " ").count <= 3 && !label.isEmpty
    }

    private func looksLikeCode(_ range: Range<Int>) -> Bool {
        let text = lines[range].joined(separator: "\n")
        let marks = text.count { "{}[]()<>=;$#|/\\_*&%@~`".contains($0) }
        return marks * 25 > text.count
    }

    private func unindented(_ range: Range<Int>) -> String {
        let indents = lines[range].map { $0.prefix { $0 == " " || $0 == "\t" }.count }
        let shared = indents.min() ?? 0
        return lines[range].map { String($0.dropFirst(shared)) }.joined(separator: "\n")
    }
}
