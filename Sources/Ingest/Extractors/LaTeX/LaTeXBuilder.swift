import Core

/// Builds blocks from a LaTeX file, command by command.
struct LaTeXBuilder {
    /// What a paragraph stands in.
    enum Place: Equatable {
        case quote, list, other
    }

    /// The blocks so far.
    var collector: BlockCollector
    /// What `\title` says.
    var title: String?
    /// What `\author` says.
    private(set) var author: String?
    /// What `\date` says.
    private(set) var date: String?

    /// Where the reader stands.
    var cursor: LaTeXCursor
    /// The paragraph so far.
    var text: [UInt8] = []
    /// Footnotes of the paragraph.
    var notes: [String] = []
    /// What the paragraph stands in, the innermost last.
    var places: [Place] = []
    /// Whether the paragraph begins an item of a list.
    var itemIsNew = false
    /// The depth of the file's highest heading.
    private(set) var topHeading = 0
    /// Files that it includes.
    var includes = 0
    /// Up to where the end of a formula was looked for in vain.
    var searched = 0

    private var textLine = 1
    /// Whether the paragraph has begun.
    private var hasText = false
    /// How deep this reader stands inside others.
    private let depth: Int
    private static let mostDepth = 8

    /// The whole file's bytes.
    var bytes: [UInt8] { cursor.source.bytes }

    /// Starts a file.
    init(source: LaTeXSource, collector: BlockCollector) {
        cursor = LaTeXCursor(source)
        self.collector = collector
        depth = 0
    }

    /// Starts a part inside a part.
    private init(_ part: Range<Int>, of source: LaTeXSource, depth: Int) {
        cursor = LaTeXCursor(source, part: part)
        collector = BlockCollector(name: "", limits: ExtractionLimits())
        self.depth = depth
    }

    /// Reads the whole file.
    mutating func run() {
        topHeading =
            contains("\\chapter") || contains("\\part")
            ? (contains("\\part{") ? 0 : 1) : contains("\\section") ? 2 : 3
        if let start = LaTeXSource.find("\\begin{document}", in: bytes, from: 0) {
            readPreamble(until: start)
            cursor.index = start + "\\begin{document}".utf8.count
            cursor.end =
                LaTeXSource.find("\\end{document}", in: bytes, from: cursor.index) ?? cursor.end
        }
        while cursor.byte != nil, collector.failure == nil { step() }
        endParagraph()
        if includes > 0 { collector.note("Files that it includes were not read: \(includes).") }
    }

    private func contains(_ text: String) -> Bool { LaTeXSource.find(text, in: bytes, from: 0) != nil }

    private mutating func readPreamble(until start: Int) {
        for (command, path) in [("\\title", \LaTeXBuilder.title), ("\\author", \.author), ("\\date", \.date)]
        {
            guard let place = LaTeXSource.findCommand(command, in: bytes, until: start) else { continue }
            cursor.index = place + command.utf8.count
            cursor.skipOptional()
            guard let group = cursor.takeGroup() else { continue }
            self[keyPath: path] = inline(group)
        }
        if let title { collector.add(.heading, title, level: 1) }
    }

    // MARK: - One step

    private mutating func step() {
        guard let byte = cursor.byte else { return }
        switch byte {
        case UInt8(ascii: "\\"): command()
        case UInt8(ascii: "%"): cursor.skipComment()
        case UInt8(ascii: "{"), UInt8(ascii: "}"): cursor.index += 1
        case UInt8(ascii: "~"): add(" ", advance: 1)
        case UInt8(ascii: "$"): formula()
        case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"): ligature(byte)
        case 10:
            cursor.index += 1
            let blank = bytes[cursor.index..<cursor.end].firstIndex { ![32, 9, 13].contains($0) }
            if let blank, bytes[blank] == 10 { endParagraph() } else { text.append(32) }
        default:
            if !hasText, byte > 32 {
                textLine = cursor.currentLine()
                hasText = true
            }
            text.append(byte)
            cursor.index += 1
        }
    }

    private mutating func add(_ string: String, advance: Int) {
        text += Array(string.utf8)
        cursor.index += advance
    }

    private mutating func ligature(_ byte: UInt8) {
        let count = bytes[cursor.index..<min(cursor.index + 3, cursor.end)].prefix { $0 == byte }.count
        switch (byte, count) {
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
        let start = cursor.index
        cursor.index += 1
        let isDisplay = cursor.byte == UInt8(ascii: "$")
        if isDisplay { cursor.index += 1 }
        guard let content = cursor.take(upTo: UInt8(ascii: "$"), within: 4000) else {
            cursor.index = start
            return add("$", advance: 1)
        }
        guard isDisplay else {
            text += bytes[start..<cursor.index]
            return
        }
        // The line of its beginning, and both signs of its end.
        let next = min(cursor.index + 1, cursor.end)
        cursor.index = start
        addFormula(content)
        cursor.index = next
    }

    /// A formula in lines of its own, as it is written.
    mutating func addFormula(_ range: Range<Int>) {
        endParagraph(keepsItem: true)
        collector.add(.code, cursor.source.text(range), line: cursor.currentLine())
    }

    // MARK: - Parts

    /// The text of a range without its commands; ranges inside ranges are read to a depth.
    func inline(_ range: Range<Int>) -> String {
        guard depth + 1 < Self.mostDepth else { return "" }
        var inner = LaTeXBuilder(range, of: cursor.source, depth: depth + 1)
        while inner.cursor.byte != nil { inner.step() }
        inner.endParagraph()
        return inner.collector.blocks.map(\.text).joined(separator: " ")
    }

    /// Ends the paragraph and adds its block, and its notes after it.
    ///
    /// - Parameter keepsItem: Whether what comes next still belongs to the item of a list that just began.
    mutating func endParagraph(keepsItem: Bool = false) {
        let raw = String(decoding: text, as: UTF8.self)
        text.removeAll(keepingCapacity: true)
        hasText = false
        let level = places.count { $0 == .list }
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
