import Core

/// Builds blocks from a LaTeX file, command by command.
struct LaTeXBuilder {
    private enum Place: Equatable {
        case text, quote
        case list(ordered: Bool)
        case other
    }

    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// What `\title` says.
    private(set) var title: String?
    /// What `\author` says.
    private(set) var author: String?
    /// What `\date` says.
    private(set) var date: String?

    private let source: LaTeXSource
    private var bytes: [UInt8] { source.bytes }
    private var index = 0
    private var end: Int
    private var text: [UInt8] = []
    private var notes: [String] = []
    private var places: [Place] = []
    private var itemIsNew = false
    private var line = 1
    private var lineIndex = 0
    private var textLine = 1
    /// Whether the paragraph has begun.
    private var hasText = false
    private var topHeading = 0
    private var includes = 0
    /// Up to where the end of a formula was looked for in vain.
    private var searched = 0
    /// How deep this reader stands inside others.
    private var depth = 0
    private static let mostDepth = 8

    /// Starts a file.
    init(source: LaTeXSource, collector: BlockCollector) {
        self.source = source
        self.collector = collector
        end = source.bytes.count
    }

    /// Reads the whole file.
    mutating func run() {
        topHeading =
            contains("\\chapter") || contains("\\part")
            ? (contains("\\part{") ? 0 : 1) : contains("\\section") ? 2 : 3
        if let start = LaTeXSource.find("\\begin{document}", in: bytes, from: 0) {
            readPreamble(until: start)
            index = start + "\\begin{document}".utf8.count
            end = LaTeXSource.find("\\end{document}", in: bytes, from: index) ?? end
        }
        while index < end, collector.failure == nil { step() }
        endParagraph()
        if includes > 0 { collector.note("Files that it includes were not read: \(includes).") }
    }

    private func contains(_ text: String) -> Bool { LaTeXSource.find(text, in: bytes, from: 0) != nil }

    private mutating func readPreamble(until start: Int) {
        for (command, path) in [("\\title", \LaTeXBuilder.title), ("\\author", \.author), ("\\date", \.date)]
        {
            guard let place = LaTeXSource.findCommand(command, in: bytes, until: start) else { continue }
            var next = place + command.utf8.count
            skipOptional(&next)
            guard let group = source.group(at: next) else { continue }
            self[keyPath: path] = inline(group)
        }
        if let title { collector.add(.heading, title, level: 1) }
    }

    // MARK: - One step

    private mutating func step() {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\\"): command()
        case UInt8(ascii: "%"):
            while index < end, bytes[index] != 10 { index += 1 }
            index += 1
            while index < end, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
        case UInt8(ascii: "{"), UInt8(ascii: "}"): index += 1
        case UInt8(ascii: "~"): add(" ", advance: 1)
        case UInt8(ascii: "$"): formula()
        case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"): ligature(byte)
        case 10:
            index += 1
            var blank = index
            while blank < end, bytes[blank] == 32 || bytes[blank] == 9 || bytes[blank] == 13 { blank += 1 }
            if blank < end, bytes[blank] == 10 { endParagraph() } else { text.append(32) }
        default:
            if !hasText, byte > 32 {
                textLine = currentLine()
                hasText = true
            }
            text.append(byte)
            index += 1
        }
    }

    private mutating func currentLine() -> Int {
        while lineIndex < index {
            if bytes[lineIndex] == 10 { line += 1 }
            lineIndex += 1
        }
        return line
    }

    private mutating func add(_ string: String, advance: Int) {
        text += Array(string.utf8)
        index += advance
    }

    private mutating func ligature(_ byte: UInt8) {
        func run() -> Int { bytes[index..<min(index + 3, end)].prefix { $0 == byte }.count }
        switch (byte, run()) {
        case (UInt8(ascii: "-"), 3): add("—", advance: 3)
        case (UInt8(ascii: "-"), 2): add("–", advance: 2)
        case (UInt8(ascii: "`"), 2...): add("“", advance: 2)
        case (UInt8(ascii: "`"), _): add("‘", advance: 1)
        case (UInt8(ascii: "'"), 2...): add("”", advance: 2)
        case (UInt8(ascii: "'"), _): add("’", advance: 1)
        default: add("-", advance: 1)
        }
    }

    /// `$…$` stays as it is, within a few lines; a sign without its partner is a sign.
    private mutating func formula() {
        let isDisplay = index + 1 < end && bytes[index + 1] == UInt8(ascii: "$")
        let start = index + (isDisplay ? 2 : 1)
        let limit = min(end, start + 4000)
        guard let close = bytes[min(start, limit)..<limit].firstIndex(of: UInt8(ascii: "$")) else {
            return add("$", advance: 1)
        }
        if isDisplay {
            addFormula(start..<close)
            index = min(close + 2, end)
        } else {
            text += bytes[index...close]
            index = close + 1
        }
    }

    private mutating func addFormula(_ range: Range<Int>) {
        endParagraph(keepsItem: true)
        collector.add(.code, source.text(range), line: currentLine())
    }

    // MARK: - Commands

    private mutating func command() {
        var next = index + 1
        guard next < end else {
            index = end
            return
        }
        guard LaTeXSource.isLetter(bytes[next]) else { return symbol(bytes[next]) }
        while next < end, LaTeXSource.isLetter(bytes[next]) { next += 1 }
        let name = source.text((index + 1)..<next)
        if next < end, bytes[next] == UInt8(ascii: "*") { next += 1 }
        index = next
        switch name {
        case "begin", "end": environment(isBegin: name == "begin")
        case "item": item()
        case "footnote", "thanks", "footnotetext": note()
        case "verb", "lstinline", "mintinline": verbatim()
        case "caption", "title", "author", "date":
            skipOptional(&index)
            guard let group = source.group(at: index) else { break }
            index = group.upperBound + 1
            let plain = inline(group)
            if name == "caption" {
                endParagraph()
                collector.add(.paragraph, plain, line: currentLine())
            } else if name == "title", title == nil {
                title = plain
                collector.add(.heading, plain, level: 1)
            }
        case "maketitle", "tableofcontents", "listoffigures", "printindex": break
        case "input", "include", "subfile":
            includes += 1
            skipArguments(1)
        case "bibitem":
            endParagraph()
            skipArguments(1)
            places.append(.list(ordered: false))
            itemIsNew = true
            endParagraph()
            places.removeLast()
        default: plainCommand(name)
        }
    }

    private mutating func plainCommand(_ name: String) {
        if let depth = LaTeXVocabulary.headings[name] {
            endParagraph()
            skipOptional(&index)
            guard let group = source.group(at: index) else { return }
            let level = max(1, depth - topHeading + (title == nil ? 1 : 2))
            collector.add(.heading, inline(group), level: min(level, 9), line: currentLine())
            index = group.upperBound + 1
        } else if let string = LaTeXVocabulary.symbols[name] {
            if string == "\n\n" { return endParagraph() }
            text += Array(string.utf8)
            skipSpace()
        } else if name.count == 1, let accent = LaTeXVocabulary.accents[name] {
            self.accent(accent)
        } else if let count = LaTeXVocabulary.silent[name] {
            if name == "cmidrule" { skipTrimming() }
            skipArguments(count)
        } else {
            // What is not known is left out; its argument is text, its options are not.
            skipOptional(&index)
            skipSpace()
        }
    }

    /// A space behind a command's name only ends it.
    private mutating func skipSpace() {
        if index < end, bytes[index] == 32 { index += 1 }
    }

    private mutating func symbol(_ byte: UInt8) {
        index += 2
        switch byte {
        case UInt8(ascii: "\\"):
            skipOptional(&index)
            text.append(10)
        case UInt8(ascii: "["), UInt8(ascii: "("):
            let mark = byte == UInt8(ascii: "[") ? "\\]" : "\\)"
            let limit = min(end, index + 8000)
            // Where no end was found before, none is looked for again.
            guard let close = LaTeXSource.find(mark, in: bytes, from: max(index, searched - 1), until: limit)
            else {
                searched = limit
                break
            }
            if byte == UInt8(ascii: "[") { addFormula(index..<close) } else { text += bytes[index..<close] }
            index = close + 2
        case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "\""), UInt8(ascii: "~"),
            UInt8(ascii: "="),
            UInt8(ascii: "."):
            accent(LaTeXVocabulary.accents[String(UnicodeScalar(byte))] ?? "")
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), 32, 10: text.append(32)
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            break
        default: text.append(byte)
        }
    }

    private mutating func accent(_ mark: String) {
        skipSpace()
        let isGroup = index < end && bytes[index] == UInt8(ascii: "{")
        if isGroup { index += 1 }
        guard index < end else { return }
        if bytes[index] == UInt8(ascii: "\\"), index + 1 < end,
            bytes[index + 1] == UInt8(ascii: "i") || bytes[index + 1] == UInt8(ascii: "j")
        {
            text.append(bytes[index + 1])
            text += Array(mark.utf8)
            index += 2
        } else if LaTeXSource.isLetter(bytes[index]) {
            text.append(bytes[index])
            text += Array(mark.utf8)
            index += 1
        }
        // The closing brace is taken as any other.
    }

    private mutating func verbatim() {
        skipOptional(&index)
        if let group = source.group(at: index), index < end {
            text += bytes[group]
            index = group.upperBound + 1
            return
        }
        guard index < end else { return }
        let mark = bytes[index]
        guard let close = bytes[(index + 1)..<min(end, index + 2000)].firstIndex(of: mark) else { return }
        text += bytes[(index + 1)..<close]
        index = close + 1
    }

    private mutating func note() {
        skipOptional(&index)
        guard let group = source.group(at: index) else { return }
        notes.append(inline(group))
        index = group.upperBound + 1
    }

    // MARK: - Environments

    private mutating func environment(isBegin: Bool) {
        guard let group = source.group(at: index), group.count < 40 else { return }
        let name = source.text(group)
        index = group.upperBound + 1
        guard isBegin else { return endEnvironment(name) }
        endParagraph(keepsItem: true)
        if LaTeXVocabulary.silentEnvironments.contains(name) {
            index =
                LaTeXSource.end(of: name, in: bytes, from: index, until: end).map { min($0.next, end) } ?? end
        } else if LaTeXSource.verbatim.contains(name) || LaTeXVocabulary.formulas.contains(name) {
            let limit = LaTeXSource.end(of: name, in: bytes, from: index, until: end)
            var start = index
            if name == "minted" || name == "lstlisting" {
                skipOptional(&start)
                if name == "minted", let group = source.group(at: start) { start = group.upperBound + 1 }
            }
            let first = currentLine()
            collector.add(
                .code, source.text(start..<max(start, min(limit?.content ?? end, end))), line: first)
            index = limit.map { min($0.next, end) } ?? end
        } else if LaTeXVocabulary.tables.contains(name) {
            table(name)
        } else {
            let place: Place =
                ["itemize", "description", "enumerate"].contains(name)
                ? .list(ordered: name == "enumerate")
                : LaTeXVocabulary.quotes.contains(name) ? .quote : .other
            if places.count < collector.limits.depth { places.append(place) }
            skipOptional(&index)
            if name == "abstract" { collector.add(.heading, "Abstract", level: title == nil ? 1 : 2) }
            if name == "thebibliography" {
                collector.add(.heading, "References", level: 1)
                skipArguments(1)
            }
            if name == "minipage" || name == "multicols" { skipArguments(1) }
        }
    }

    private mutating func endEnvironment(_ name: String) {
        endParagraph()
        _ = places.popLast()
        itemIsNew = false
    }

    private mutating func item() {
        endParagraph()
        itemIsNew = true
        // `\item[Term] definition`
        guard index < end, bytes[index] == UInt8(ascii: "[") else { return }
        guard let close = bytes[index..<min(end, index + 500)].firstIndex(of: UInt8(ascii: "]")) else {
            return
        }
        text += Array((inline((index + 1)..<close) + ": ").utf8)
        index = close + 1
    }

    private mutating func table(_ name: String) {
        skipOptional(&index)
        skipArguments(name == "tabularx" || name == "tabular*" || name == "tabulary" ? 2 : 1)
        let limit = LaTeXSource.end(of: name, in: bytes, from: index, until: end)
        let range = index..<max(index, min(limit?.content ?? end, end))
        let first = currentLine()
        let rows = cells(range)
        collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), line: first)
        index = limit.map { min($0.next, end) } ?? end
    }

    /// Cells between `&` and rows between `\\`, outside groups.
    private func cells(_ range: Range<Int>) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var start = range.lowerBound
        var place = start
        while place < range.upperBound {
            let byte = bytes[place]
            if byte == UInt8(ascii: "{"), let group = source.group(at: place),
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

    // MARK: - Parts

    /// The text of a range without its commands; ranges inside ranges are read to a depth.
    private func inline(_ range: Range<Int>) -> String {
        LaTeXBuilder.inline(range, source: source, depth: depth + 1)
    }

    private static func inline(_ range: Range<Int>, source: LaTeXSource, depth: Int) -> String {
        guard depth < mostDepth, range.lowerBound <= range.upperBound else { return "" }
        var inner = LaTeXBuilder(
            source: source, collector: BlockCollector(name: "", limits: ExtractionLimits()))
        inner.depth = depth
        inner.lineIndex = source.bytes.count
        inner.index = range.lowerBound
        inner.end = range.upperBound
        while inner.index < inner.end { inner.step() }
        inner.endParagraph()
        return inner.collector.blocks.map(\.text).joined(separator: " ")
    }

    private mutating func skipArguments(_ count: Int) {
        for _ in 0..<count {
            skipOptional(&index)
            if let group = source.group(at: index) { index = min(group.upperBound + 1, end) }
        }
        skipOptional(&index)
    }

    /// Leaves out `[…]`, which stands within a line or two.
    private func skipOptional(_ place: inout Int) {
        while place < end, bytes[place] == UInt8(ascii: "["),
            let close = bytes[place..<min(end, place + 400)].firstIndex(of: UInt8(ascii: "]"))
        {
            place = close + 1
        }
    }

    /// Leaves out which ends of a rule are cut: `\cmidrule[1pt](lr){2-3}`.
    private mutating func skipTrimming() {
        skipOptional(&index)
        guard index < end, bytes[index] == UInt8(ascii: "("),
            let close = bytes[index..<min(end, index + 20)].firstIndex(of: UInt8(ascii: ")"))
        else { return }
        index = close + 1
    }

    private mutating func endParagraph(keepsItem: Bool = false) {
        let raw = String(decoding: text, as: UTF8.self)
        text.removeAll(keepingCapacity: true)
        hasText = false
        let level = places.count { if case .list = $0 { true } else { false } }
        if places.contains(.quote) {
            collector.add(.quote, raw, line: textLine)
        } else if level > 0, itemIsNew {
            let count = collector.blocks.count
            collector.add(.listItem, raw, level: min(level, 9), line: textLine)
            if collector.blocks.count > count { itemIsNew = false }
        } else {
            collector.add(.paragraph, raw, line: textLine)
        }
        for note in notes { collector.add(.paragraph, "Note: " + note) }
        notes = []
    }
}
