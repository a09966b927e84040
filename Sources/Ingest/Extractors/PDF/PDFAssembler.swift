import Core

/// Puts the lines of all pages together into headings, paragraphs, list items, code and tables.
struct PDFAssembler {
    private var collector: BlockCollector
    private let pages: [PDFPage]
    private let furniture: PDFFurniture
    /// Size of the letters of running text.
    private let bodySize: Double
    /// Sizes that headings have, the largest first.
    private var headingSizes: [Double] = []
    /// All words, to tell a hyphen at the end of a line from one of the word's own.
    private var vocabulary: Set<Substring> = []

    private var open: [PDFLine] = []
    private var openKind = DocumentBlock.Kind.paragraph
    private var itemEdges: [Double] = []
    private var letterWidth: Double?

    /// Assembles a document.
    static func assemble(_ pages: [PDFPage], into collector: BlockCollector) -> BlockCollector {
        var assembler = PDFAssembler(pages: pages, collector: collector)
        for page in assembler.pages { assembler.add(page) }
        assembler.close()
        return assembler.collector
    }

    private init(pages: [PDFPage], collector: BlockCollector) {
        self.collector = collector
        furniture = PDFFurniture(pages)
        self.pages = pages
        var weights: [Int: Int] = [:]
        var lines: [Int: Int] = [:]
        for line in pages.lazy.flatMap(\.lines) {
            let size = Int((line.size * 2).rounded())
            let text = line.text
            weights[size, default: 0] += text.count
            lines[size, default: 0] += 1
            for word in line.words { vocabulary.insert(word.text.lowercased()[...]) }
        }
        bodySize = Double(weights.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0) / 2
        let body = bodySize
        headingSizes = lines.keys.map { Double($0) / 2 }.filter { $0 >= body * 1.12 }.sorted(by: >)
    }

    // MARK: - Pages

    private mutating func add(_ page: PDFPage) {
        let kept = Self.joinedLabels(page.lines.filter { !furniture.contains($0, on: page) && !Self.isContentsLine($0) })
        let tables = PDFTableFinder.tables(in: kept.filter { !isHeadingSized($0) }, pageWidth: page.width)
        // Indices refer to the lines that were handed over.
        let bodyIndices = kept.indices.filter { !isHeadingSized(kept[$0]) }
        var tableOfLine: [Int: Int] = [:]
        for (number, table) in tables.enumerated() {
            for member in table.members where member < bodyIndices.count { tableOfLine[bodyIndices[member]] = number }
        }
        var given: Set<Int> = []
        for (index, line) in kept.enumerated() {
            if let number = tableOfLine[index] {
                guard given.insert(number).inserted else { continue }
                close()
                let rows = tables[number].rows
                collector.addTable(rows, hasHeader: CSVExtractor.hasHeader(rows), page: line.page)
            } else {
                add(line)
            }
        }
    }

    /// A section's number or a bullet often stands apart from its text; puts them on one line again.
    private static func joinedLabels(_ lines: [PDFLine]) -> [PDFLine] {
        var result: [PDFLine] = []
        var used: Set<Int> = []
        for index in lines.indices where !used.contains(index) {
            var line = lines[index]
            if isLabel(line.text) {
                // The text is one of the next lines in reading order, right of the label.
                for other in lines.indices.dropFirst(index + 1).prefix(6) where !used.contains(other) {
                    let candidate = lines[other]
                    let gap = candidate.box.left - line.box.right
                    if candidate.box.sharesLine(with: line.box), gap > 0, gap < line.size * 5,
                        abs(candidate.size - line.size) < line.size * 0.25
                    {
                        line.words += candidate.words
                        line.box = line.box.union(candidate.box)
                        line.block = candidate.block
                        used.insert(other)
                        break
                    }
                }
            }
            result.append(line)
        }
        return result
    }

    private static func isLabel(_ text: String) -> Bool {
        guard text.count <= 10, let first = text.first else { return false }
        if bullets.contains(first), text.count == 1 { return true }
        let isNumber = text.allSatisfy { $0.isNumber || $0 == "." || $0 == ")" || $0 == "(" } && text.contains(where: \.isNumber)
        return isNumber || (text.count <= 6 && first.isUppercase && text.dropFirst().allSatisfy { $0.isNumber || $0 == "." } && text.contains("."))
    }

    /// A line of a table of contents: dots that lead to a page number.
    private static func isContentsLine(_ line: PDFLine) -> Bool {
        let text = line.text
        guard let last = text.last, last.isNumber || "ivxlc.".contains(last) else { return false }
        let compact = text.filter { $0 != " " }
        return compact.contains("....") || compact.contains("…….")
    }

    // MARK: - Lines

    private func isHeadingSized(_ line: PDFLine) -> Bool { line.size >= bodySize * 1.12 }

    private mutating func add(_ line: PDFLine) {
        let mono = isHeadingSized(line) ? nil : PDFMonospace.letterWidth(of: line, known: openKind == .code ? letterWidth : nil)
        let bullet = Self.bulletLength(line.text)
        if goesOn(line, mono: mono, bullet: bullet) {
            open.append(line)
            return
        }
        close()
        open = [line]
        letterWidth = mono
        openKind =
            if isHeadingSized(line), line.text.count <= 160, line.text.contains(where: \.isLetter) {
                .heading
            } else if bullet != nil {
                .listItem
            } else if mono != nil {
                .code
            } else {
                .paragraph
            }
    }

    /// Whether a line belongs to the open block.
    private func goesOn(_ line: PDFLine, mono: Double?, bullet: Int?) -> Bool {
        guard let last = open.last, let first = open.first else { return false }
        let isSamePage = last.page == line.page
        let gap = line.box.top - last.box.bottom
        let isBelow = isSamePage && gap > -line.size * 0.5
        switch openKind {
        case .heading:
            return isHeadingSized(line) && isBelow && gap < line.size && abs(line.size - last.size) < last.size * 0.1
                && open.count < 4 && Self.sectionDepth(line.text) == nil
        case .code:
            guard let mono, isBelow || !isSamePage else { return false }
            return letterWidth == mono && (isSamePage ? gap < line.size * 1.6 : true)
        default: break
        }
        if bullet != nil || isHeadingSized(line) || mono != nil && open.count > 1 { return false }
        if abs(line.size - last.size) > last.size * 0.2 { return false }
        let text = last.text
        let endsSentence = text.last.map { ".!?:。！？".contains($0) } ?? true
        if isSamePage && isBelow {
            if gap > line.size * 0.75 { return false }
            // The first line of a paragraph is set in, or the line before it is short and ends a sentence.
            let indent = line.box.left - last.box.left
            if openKind == .paragraph, open.count > 1, indent > line.size * 0.8, endsSentence { return false }
            if openKind == .paragraph, open.count == 1, indent > line.size * 2 { return false }
            if openKind == .listItem, line.box.left < first.box.left - 2 { return false }
            if endsSentence, last.block != line.block { return false }
            let right = pages.indices.contains(line.page - 1) ? columnRight(of: last) : last.box.right
            if endsSentence, last.box.right < right - (right - first.box.left) * 0.2 { return false }
            return true
        }
        // The next column or page: a sentence that has not ended goes on.
        return !endsSentence && openKind == .paragraph && line.text.first.map { !$0.isUppercase && !$0.isNumber } == true
    }

    /// How far to the right the lines of the same block reach.
    private func columnRight(of line: PDFLine) -> Double {
        open.filter { $0.block == line.block && $0.page == line.page }.map(\.box.right).max() ?? line.box.right
    }

    // MARK: - Blocks

    private mutating func close() {
        guard let first = open.first else { return }
        defer { open = [] }
        switch openKind {
        case .heading:
            let text = joined()
            collector.add(.heading, text, level: level(of: text, size: first.size), page: first.page)
            itemEdges = []
        case .listItem:
            let text = joined()
            let length = Self.bulletLength(text) ?? 0
            collector.add(.listItem, text.dropFirst(length), level: itemLevel(first.box.left), page: first.page)
        case .code:
            let left = open.map(\.box.left).min() ?? 0
            let width = letterWidth ?? 1
            let lines = open.map { PDFMonospace.text(of: $0, from: left, letterWidth: width) }
            collector.add(.code, lines.joined(separator: "\n"), page: first.page)
        default:
            collector.add(.paragraph, joined(), page: first.page)
            itemEdges = []
        }
    }

    /// The open lines as running text: hyphens at line ends taken out unless the word has one anyway.
    private func joined() -> String {
        var result = ""
        for line in open {
            let text = line.text
            guard let last = result.last, let first = text.first else {
                result += text
                continue
            }
            if last == "-" || last == "\u{AD}" || last == "‐", first.isLowercase, result.dropLast().last?.isLetter == true {
                let head = result.dropLast().reversed().prefix { $0.isLetter || $0 == "-" }.reversed()
                let tail = text.prefix { $0.isLetter || $0 == "-" }
                let whole = (String(head) + tail).lowercased()
                let hyphened = (String(head) + "-" + tail).lowercased()
                let keeps = last == "-" && vocabulary.contains(hyphened[...]) && !vocabulary.contains(whole[...])
                if !keeps { result.removeLast() }
                result += text
            } else if PDFLine.isIdeographic(last) && PDFLine.isIdeographic(first) {
                result += text
            } else {
                result += " " + text
            }
        }
        return result
    }

    private func level(of text: String, size: Double) -> Int {
        if let depth = Self.sectionDepth(text) { return depth }
        let rank = headingSizes.firstIndex { size >= $0 - 0.26 } ?? headingSizes.count - 1
        return min(max(rank + 1, 1), 6)
    }

    private mutating func itemLevel(_ left: Double) -> Int {
        while let last = itemEdges.last, left < last - 4 { itemEdges.removeLast() }
        if itemEdges.last.map({ left > $0 + 4 }) ?? true { itemEdges.append(left) }
        return min(itemEdges.count, 9)
    }

    /// The depth that a heading's own number states: `4.2 Title` is 2, `Chapter 4` is 1.
    private static func sectionDepth(_ text: String) -> Int? {
        let word = text.prefix { !$0.isWhitespace }
        guard word.count < text.count else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: true)
        let isNumber = parts.count >= 1 && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isNumber) }
        let isAppendix = parts.count > 1 && parts[0].count == 1 && parts[0].first?.isUppercase == true
            && parts.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) }
        if isNumber || isAppendix { return min(parts.count, 6) }
        return ["chapter", "appendix", "part"].contains(word.lowercased()) ? 1 : nil
    }

    private static let bullets: Set<Character> = ["•", "◦", "▪", "‣", "●", "○", "■", "□", "∙", "·", "➢", "➤", "►", "–", "\u{F0B7}"]

    /// How many characters a list mark at the start takes, or nil.
    private static func bulletLength(_ text: String) -> Int? {
        guard let first = text.first else { return nil }
        if bullets.contains(first) {
            let spaces = text.dropFirst().prefix { $0 == " " }.count
            return first == "–" && spaces == 0 || text.count <= 1 + spaces ? nil : 1 + spaces
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let mark = text.dropFirst(digits.count).first, mark == "." || mark == ")",
            text.dropFirst(digits.count + 1).first == " "
        else { return nil }
        return digits.count + 2
    }
}
