import Core

/// Puts the lines of all pages together into headings, paragraphs, list items, code and tables.
struct PDFAssembler {
    private var collector: BlockCollector
    private let pages: [PDFPage]
    private let furniture: PDFFurniture
    private let headings: PDFHeadings
    private let monospace: PDFMonospace
    private let hyphens: PDFHyphens

    private var open: [PDFLine] = []
    private var openKind = DocumentBlock.Kind.paragraph
    private var itemEdges: [Double] = []
    private var letterWidth: Double?
    /// Whether the page before was one of a table of contents.
    private var wasContents = false
    /// `Chapter 4` or `Note`, to be put in front of what comes next.
    private var pending: (text: String, isRemark: Bool, size: Double, page: Int)?

    /// Assembles a document.
    static func assemble(_ pages: [PDFPage], into collector: BlockCollector) -> BlockCollector {
        var assembler = PDFAssembler(pages: pages, collector: collector)
        for page in assembler.pages { assembler.add(page) }
        assembler.close()
        assembler.givePending()
        return assembler.collector
    }

    private init(pages: [PDFPage], collector: BlockCollector) {
        let lines = pages.lazy.flatMap(\.lines)
        self.collector = collector
        self.pages = pages
        furniture = PDFFurniture(pages)
        headings = PDFHeadings(lines)
        monospace = PDFMonospace(lines)
        hyphens = PDFHyphens(lines)
    }

    // MARK: - Pages

    private mutating func add(_ page: PDFPage) {
        let text = page.lines.filter { headings.isHeading($0) || !furniture.contains($0, on: page) }
        let kept = PDFLineCleaner.joiningLabels(
            PDFLineCleaner.withoutContents(text, goesOn: &wasContents, isHeading: headings.isHeading))
        // Headings are left out of the search, so its indices are those of the other lines.
        let others = kept.indices.filter {
            !headings.isHeading(kept[$0]) && monospace.letterWidth(of: kept[$0], known: nil) == nil
        }
        let tables = PDFTableFinder.tables(in: others.map { kept[$0] }, pageWidth: page.width)
        var tableOfLine: [Int: Int] = [:]
        for (number, table) in tables.enumerated() {
            for member in table.members where others.indices.contains(member) {
                tableOfLine[others[member]] = number
            }
        }
        var given: Set<Int> = []
        for (index, line) in kept.enumerated() {
            if let number = tableOfLine[index] {
                guard given.insert(number).inserted else { continue }
                close()
                givePending()
                let rows = tables[number].rows
                collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), page: line.page)
            } else {
                add(line)
            }
        }
    }

    // MARK: - Lines

    private mutating func add(_ line: PDFLine) {
        let isHeading = headings.isHeading(line)
        let width =
            isHeading ? nil : monospace.letterWidth(of: line, known: openKind == .code ? letterWidth : nil)
        let bullet = PDFLineCleaner.bulletLength(line.text)
        if goesOn(line, width: width, isHeading: isHeading, bullet: bullet) {
            open.append(line)
            return
        }
        close()
        open = [line]
        letterWidth = width
        openKind =
            if isHeading, line.text.count <= 160, line.text.contains(where: \.isLetter) {
                .heading
            } else if bullet != nil {
                .listItem
            } else {
                width != nil ? .code : .paragraph
            }
    }

    /// Whether a line belongs to the open block.
    private func goesOn(_ line: PDFLine, width: Double?, isHeading: Bool, bullet: Int?) -> Bool {
        guard let last = open.last, let first = open.first else { return false }
        let isSamePage = last.page == line.page
        let gap = line.box.top - last.box.bottom
        let isBelow = isSamePage && gap > -line.size * 0.5
        if openKind == .heading {
            return isHeading && isBelow && gap < line.size && abs(line.size - last.size) < last.size * 0.1
                && open.count < 4 && PDFHeadings.sectionDepth(line.text) == nil
                && !PDFHeadings.isRemark(last.text)
        }
        if openKind == .code {
            guard let width, letterWidth == width else { return false }
            return isSamePage ? isBelow && gap < line.size * 1.6 : true
        }
        if bullet != nil || isHeading || width != nil { return false }
        if abs(line.size - last.size) > last.size * 0.2 { return false }
        let endsSentence = last.text.last.map { ".!?:。！？".contains($0) } ?? true
        guard isBelow else {
            // The next column or page: a sentence that has not ended goes on.
            return !endsSentence && openKind == .paragraph
                && line.text.first.map { !$0.isUppercase && !$0.isNumber } == true
        }
        if gap > line.size * 0.75 { return false }
        let indent = line.box.left - last.box.left
        // The first line of a paragraph is set in, or the line before it is short and ends a sentence.
        if openKind == .paragraph, open.count > 1, indent > line.size * 0.8, endsSentence { return false }
        if openKind == .paragraph, open.count == 1, indent > line.size * 2 { return false }
        if openKind == .listItem, line.box.left < first.box.left - 2 { return false }
        if endsSentence, last.block != line.block { return false }
        let right =
            open.filter { $0.block == last.block && $0.page == last.page }.map(\.box.right).max()
            ?? last.box.right
        return !endsSentence || last.box.right >= right - (right - first.box.left) * 0.2
    }

    // MARK: - Blocks

    private mutating func close() {
        guard let first = open.first else { return }
        defer { open = [] }
        switch openKind {
        case .heading:
            giveHeading(hyphens.joined(open), first)
            itemEdges = []
        case .listItem:
            givePending()
            let text = hyphens.joined(open)
            let length = PDFLineCleaner.bulletLength(text) ?? 0
            collector.add(
                .listItem, text.dropFirst(length), level: itemLevel(first.box.left), page: first.page)
        case .code:
            givePending()
            let left = open.map(\.box.left).min() ?? 0
            let lines = open.map { PDFMonospace.text(of: $0, from: left, letterWidth: letterWidth ?? 1) }
            collector.add(
                .code, PDFLineCleaner.withoutByteMarks(lines.joined(separator: "\n")), page: first.page)
            itemEdges = []
        default:
            let remark = pending.flatMap { $0.isRemark ? $0.text + ": " : nil } ?? ""
            if !remark.isEmpty { pending = nil }
            givePending()
            collector.add(.paragraph, remark + hyphens.joined(open), page: first.page)
            itemEdges = []
        }
    }

    private mutating func giveHeading(_ text: String, _ first: PDFLine) {
        if PDFHeadings.isRemark(text) || PDFHeadings.isChapterMark(text) {
            givePending()
            pending = (text, PDFHeadings.isRemark(text), first.size, first.page)
            return
        }
        var whole = text
        if let mark = pending, !mark.isRemark, mark.page == first.page {
            whole = mark.text + " " + text
            pending = nil
        }
        givePending()
        collector.add(.heading, whole, level: headings.depth(of: whole, size: first.size), page: first.page)
    }

    /// Gives what waited for text that did not come.
    private mutating func givePending() {
        guard let waiting = pending else { return }
        pending = nil
        if waiting.isRemark {
            collector.add(.paragraph, waiting.text, page: waiting.page)
        } else {
            collector.add(
                .heading, waiting.text, level: headings.depth(of: waiting.text, size: waiting.size),
                page: waiting.page)
        }
    }

    private mutating func itemLevel(_ left: Double) -> Int {
        while let last = itemEdges.last, left < last - 4 { itemEdges.removeLast() }
        if itemEdges.last.map({ left > $0 + 4 }) ?? true { itemEdges.append(left) }
        return min(itemEdges.count, 9)
    }
}
