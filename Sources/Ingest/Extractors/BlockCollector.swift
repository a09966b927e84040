import Core

/// Gathers the blocks of one document, cleaned and counted against the limits.
///
/// Parsers call it from C callbacks that cannot throw, so a passed limit is remembered in ``failure``
/// and thrown by ``finish(title:author:date:format:emptyMeans:)``; a parser may look at it to stop early.
struct BlockCollector {
    /// The name for messages.
    let name: String
    /// What one document may cost.
    let limits: ExtractionLimits
    /// The blocks so far.
    private(set) var blocks: [DocumentBlock] = []
    /// What the blocks that follow have in common, where they say nothing else themselves.
    var context = BlockContext()
    /// The limit that was passed, or another reason to refuse the document.
    private(set) var failure: IngestError?
    private var notes: [String] = []
    private var byteCount = 0
    private var cellCount = 0

    /// Starts an empty document.
    init(name: String, limits: ExtractionLimits) {
        self.name = name
        self.limits = limits
    }

    /// Adds text of any kind but a table; empty text adds nothing.
    mutating func add(
        _ kind: DocumentBlock.Kind, _ text: some StringProtocol, level: Int = 0, page: Int? = nil,
        line: Int? = nil
    ) {
        let isLined = kind == .code || kind == .quote
        let clean = isLined ? TextCleaner.lines(text) : TextCleaner.line(text)
        guard !clean.isEmpty else { return }
        // Title pages and running titles often state a heading twice.
        if kind == .heading, let last = blocks.last, last.kind == .heading, last.text == clean { return }
        append(DocumentBlock(kind: kind, text: clean, level: level, page: page, line: line), context)
    }

    /// Adds a table; rows without text are dropped, a single column becomes paragraphs.
    mutating func addTable(
        _ rows: [[String]], hasHeader: Bool, page: Int? = nil, line: Int? = nil, sheet: String? = nil,
        cells: String? = nil
    ) {
        var clean = rows.map { $0.map { TextCleaner.line($0) } }
        let firstIsEmpty = clean.first?.allSatisfy(\.isEmpty) ?? true
        clean.removeAll { $0.allSatisfy(\.isEmpty) }
        let width = clean.reduce(0) { max($0, $1.count) }
        let used = (0..<width).filter { column in clean.contains { $0.count > column && !$0[column].isEmpty }
        }
        clean = clean.map { row in used.map { $0 < row.count ? row[$0] : "" } }
        guard used.count > 1, clean.count > 1 else {
            // A framed remark with its kind on top: “Note”, “Warning”.
            if used.count == 1, clean.count == 2, clean[0][0].count <= 24, clean[0][0].last?.isLetter == true
            {
                return add(.paragraph, clean[0][0] + ": " + clean[1][0], page: page, line: line)
            }
            for row in clean { add(.paragraph, row.joined(separator: " "), page: page, line: line) }
            return
        }
        append(
            DocumentBlock(
                kind: .table, rows: clean, hasHeader: hasHeader && !firstIsEmpty, page: page, line: line,
                sheet: sheet, cells: cells), context)
    }

    /// Adds a line to the last block when that is code, else a new block of code.
    mutating func addCodeLine(_ text: String) {
        if blocks.last?.kind == .code {
            let clean = TextCleaner.lines("x" + text).dropFirst()
            blocks[blocks.count - 1].text += "\n" + clean
            count(bytes: clean.utf8.count + 1, cells: 0)
        } else {
            add(.code, text)
        }
    }

    /// Says what was left out or repaired.
    mutating func note(_ sentence: String) {
        if !notes.contains(sentence) { notes.append(sentence) }
    }

    /// Refuses the document; the first reason counts.
    mutating func fail(_ error: IngestError) {
        if failure == nil { failure = error }
    }

    /// Keeps only the blocks for which the condition holds.
    mutating func keep(_ condition: (_ index: Int, _ block: DocumentBlock) -> Bool) {
        blocks = blocks.enumerated().filter { condition($0.offset, $0.element) }.map(\.element)
    }

    /// Puts blocks that were collected page by page, but not in order, into the order of the pages.
    mutating func sortByPage() {
        blocks = blocks.enumerated().sorted {
            ($0.element.page ?? 0, $0.offset) < ($1.element.page ?? 0, $1.offset)
        }.map(\.element)
    }

    /// Takes over blocks that were collected apart, such as one chapter's.
    ///
    /// - Parameters:
    ///   - other: The blocks.
    ///   - levels: How much deeper their headings lie here.
    mutating func append(contentsOf other: BlockCollector, demotedBy levels: Int = 0) {
        if let failure = other.failure { fail(failure) }
        for var block in other.blocks {
            if block.kind == .heading { block.level = min(block.level + levels, 9) }
            append(block, context)
        }
        for sentence in other.notes { note(sentence) }
    }

    /// Ends the document.
    ///
    /// - Throws: the remembered failure, or ``IngestError`` `no_text` when there is not one letter or digit.
    func finish(
        title: String?, author: String? = nil, date: String? = nil, format: DocumentFormat,
        emptyMeans: String = "holds no text; nothing can be learned from it"
    ) throws(IngestError) -> ExtractedDocument {
        if let failure { throw failure }
        let hasText = blocks.contains { block in
            block.text.unicodeScalars.contains(where: Self.isWordLike)
                || block.rows.contains { $0.contains { $0.unicodeScalars.contains(where: Self.isWordLike) } }
        }
        guard hasText else { throw IngestError(.noText, name: name, emptyMeans) }
        func clean(_ text: String?) -> String? {
            text.map { TextCleaner.line($0) }.flatMap { $0.isEmpty ? nil : String($0.prefix(300)) }
        }
        return ExtractedDocument(
            title: clean(title), author: clean(author), date: date.flatMap(DocumentDate.iso), format: format,
            blocks: blocks, notes: notes)
    }

    private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? (scalar.properties.isAlphabetic || (48...57).contains(scalar.value))
            : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private mutating func append(_ block: DocumentBlock, _ context: BlockContext) {
        guard failure == nil else { return }
        var block = block
        block.page = block.page ?? context.page
        block.bytes = block.bytes ?? context.bytes
        if context.ownsQuotes || block.kind != .quote {
            block.speaker = block.speaker ?? context.speaker
            block.date = block.date ?? context.date
        }
        block.role = block.role ?? context.role
        let bytes = block.rows.reduce(block.text.utf8.count) { sum, row in
            row.reduce(sum) { $0 + $1.utf8.count }
        }
        count(bytes: bytes, cells: block.rows.reduce(0) { $0 + $1.count })
        guard failure == nil else { return }
        blocks.append(block)
    }

    private mutating func count(bytes: Int, cells: Int) {
        byteCount += bytes
        cellCount += cells
        if byteCount > limits.documentBytes || cellCount > limits.cells || blocks.count >= limits.blocks {
            fail(
                IngestError(
                    .tooLarge, name: name,
                    "holds more than \(ByteCount.text(limits.documentBytes)) of text, \(limits.cells) table cells or"
                        + " \(limits.blocks) paragraphs; split it into smaller files"))
        }
    }
}
