import Core

/// Builds blocks from the events of an HTML parser.
///
/// Text is gathered until a block element begins or ends, and then put where the open elements say: into
/// a cell, a quote, a heading, a list item, a definition or a paragraph.
final class HTMLBlockBuilder: MarkupHandler {
    /// The page's title element.
    private(set) var title: String?
    /// What is to be said of the encoding, when it had to be guessed or was damaged.
    var encodingNote: String?

    private struct Open {
        var name: String
        var isContent: Bool
    }

    private var collector: BlockCollector
    /// For each block: whether it lies in the main content.
    private var marks: [Bool] = []
    private var stack: [Open] = []
    /// Depth of the stack at which furniture began; nothing is read until it is reached again.
    private var skipFrom: Int?
    /// Depth at which a page header began: only its first-level heading is read.
    private var headerFrom: Int?
    private var text = ""
    private var linkCharacters = 0
    private var linkDepth = 0
    private var listDepth = 0
    private var contentDepth = 0
    /// The open list items: whether each has given its block, and where its blocks begin.
    private var items: [Bool] = []
    private var term: String?
    private var quoteDepth = 0
    private var quoteParts: [String] = []
    private var preDepth = 0
    private var titleText: String?
    private var tables: [TableBuilder] = []
    /// The run of list items that are nothing but links, to be dropped when it is a menu.
    private var linkRun: [Int] = []
    private var dropped: Set<Int> = []
    private let keepsFurniture: Bool
    /// Whether what is skipped would be text to a reader, and whether a link is open in it.
    private var skipsText = false
    private var skippedLinks = 0
    private var skippedBytes = 0

    /// Starts a page.
    ///
    /// - Parameters:
    ///   - collector: Takes the blocks.
    ///   - keepsFurniture: Whether everything that a reader sees is kept, wherever it stands.
    init(collector: BlockCollector, keepsFurniture: Bool = false) {
        self.collector = collector
        self.keepsFurniture = keepsFurniture
    }

    /// Whether so much more was left out than kept that it must have been the text.
    var missedTheText: Bool {
        guard !keepsFurniture, skippedBytes >= 400 else { return false }
        let kept = collector.blocks.reduce(0) { sum, block in
            block.rows.reduce(sum + block.text.utf8.count) { $1.reduce($0) { $0 + $1.utf8.count } }
        }
        return skippedBytes > kept * 4
    }

    // MARK: - Events

    func start(_ name: String, _ attributes: [String: String]) {
        let isContent = name == "main" || name == "article" || attributes["role"] == "main"
        stack.append(Open(name: name, isContent: isContent))
        guard skipFrom == nil else {
            if name == "a" { skippedLinks += 1 }
            return
        }
        let isFurniture =
            keepsFurniture
            ? HTMLVocabulary.ignored.contains(name) && name != "footer" && name != "nav"
            : HTMLVocabulary.isFurniture(name, attributes, isInContent: contentDepth > 0)
        if isFurniture {
            skipsText = !HTMLVocabulary.ignored.contains(name) && name != "aside"
            skippedLinks = 0
            // Furniture inside a sentence is rare, but a footnote's mark is one.
            if HTMLVocabulary.blocks.contains(name) { flush() }
            skipFrom = stack.count
            return
        }
        if name == "header", contentDepth == 0, headerFrom == nil, !keepsFurniture,
            attributes["id"] != "title-block-header"
        {
            flush()
            headerFrom = stack.count
            return
        }
        if HTMLVocabulary.blocks.contains(name) { flush() }
        if isContent { contentDepth += 1 }
        switch name {
        case "title": if collector.blocks.isEmpty && title == nil { titleText = "" }
        case "a": linkDepth += 1
        case "br": preDepth > 0 ? text.append("\n") : text.append(" ")
        case "q": text.append("“")
        case "ul", "ol", "menu", "dir": listDepth += 1
        case "li": items.append(false)
        case "blockquote": quoteDepth += 1
        case "pre", "listing", "xmp": preDepth += 1
        case "table": tables.append(TableBuilder())
        case "tr": tables.last?.startRow()
        case "td", "th":
            tables.last?.startCell(
                isHeader: name == "th", columns: attributes["colspan"], rows: attributes["rowspan"])
        case "img":
            // Formulas are often pictures whose description is the formula.
            if let alt = attributes["alt"], attributes["class"]?.contains("math") == true { text.append(alt) }
        default: break
        }
    }

    func end(_ name: String) {
        guard let open = stack.popLast() else { return }
        if let depth = skipFrom {
            if name == "a" { skippedLinks = max(0, skippedLinks - 1) }
            if stack.count < depth { skipFrom = nil }
            return
        }
        if HTMLVocabulary.blocks.contains(name) { flush(closing: name) }
        if let depth = headerFrom, stack.count < depth {
            headerFrom = nil
            text = ""
        }
        if open.isContent { contentDepth -= 1 }
        switch name {
        case "title":
            if let found = titleText { title = TextCleaner.line(found) }
            titleText = nil
        case "a": linkDepth = max(0, linkDepth - 1)
        case "q": text.append("”")
        case "ul", "ol", "menu", "dir":
            listDepth = max(0, listDepth - 1)
            if listDepth == 0 { endLinkRun() }
        case "li": _ = items.popLast()
        case "dl", "dt", "dd": if name != "dt" { giveTerm() }
        case "blockquote":
            quoteDepth = max(0, quoteDepth - 1)
            if quoteDepth == 0 { endQuote() }
        case "pre", "listing", "xmp": preDepth = max(0, preDepth - 1)
        case "table": endTable()
        default: break
        }
    }

    func text(_ text: String) {
        guard skipFrom == nil else {
            if skipsText, skippedLinks == 0 { skippedBytes += text.utf8.count }
            return
        }
        if titleText != nil {
            titleText?.append(text)
            return
        }
        if headerFrom != nil, !stack.contains(where: { $0.name == "h1" }) { return }
        if linkDepth > 0 { linkCharacters += text.utf8.count }
        self.text.append(text)
    }

    /// Ends the page.
    func finish() {
        flush()
        giveTerm()
        while !tables.isEmpty { endTable() }
        endQuote()
        endLinkRun()
    }

    /// The blocks: only those of the main content, when the page marks it and it holds the text.
    func collected() -> BlockCollector {
        var result = collector
        let sizes = collector.blocks.map {
            $0.text.utf8.count + $0.rows.joined().reduce(0) { $0 + $1.utf8.count }
        }
        let inMain = zip(sizes, marks).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let usesMain = inMain >= 200 || inMain * 3 > sizes.reduce(0, +)
        result.keep { index, block in
            !dropped.contains(index)
                && (!usesMain || marks[index] || (block.kind == .heading && block.level == 1 && index == 0))
        }
        return result
    }

    // MARK: - Blocks

    private func emit(_ kind: DocumentBlock.Kind, _ text: String, level: Int = 0) {
        collector.add(kind, text, level: level)
        while marks.count < collector.blocks.count { marks.append(contentDepth > 0) }
    }

    private func flush(closing: String = "") {
        let raw = text
        let links = linkCharacters
        text = ""
        linkCharacters = 0
        guard raw.utf8.contains(where: { $0 > 0x20 }) else { return }
        if let table = tables.last {
            table.add(preDepth > 0 ? raw : TextCleaner.line(raw))
            return
        }
        if preDepth > 0 && quoteDepth == 0 {
            giveTerm()
            emit(.code, raw)
            return
        }
        let clean = TextCleaner.line(raw)
        guard !clean.isEmpty else { return }
        if quoteDepth > 0 {
            quoteParts.append(preDepth > 0 ? TextCleaner.lines(raw) : clean)
            return
        }
        if let level = stack.last(where: { HTMLVocabulary.headings[$0.name] != nil }).flatMap({
            HTMLVocabulary.headings[$0.name]
        })
            ?? HTMLVocabulary.headings[closing]
        {
            endLinkRun()
            emit(.heading, clean.trimmingHeadingMark, level: level)
            return
        }
        let place =
            ["li", "dt", "dd"].contains(closing)
            ? closing : stack.last { ["li", "dt", "dd"].contains($0.name) }?.name
        if place == "dt" {
            giveTerm()
            term = clean
            return
        }
        if place == "li" { giveTerm() }
        if let term {
            self.term = nil
            // A question stays one, so that its answer is recognised as such.
            if term.last == "?" || term.last == "？" {
                emit(.paragraph, term)
                emit(.paragraph, clean)
            } else {
                emit(
                    .listItem, term.last == ":" ? "\(term) \(clean)" : "\(term): \(clean)",
                    level: max(1, listDepth + 1))
            }
        } else if items.last == false {
            items[items.count - 1] = true
            let index = collector.blocks.count
            emit(.listItem, clean, level: max(1, listDepth))
            if links * 10 >= raw.utf8.count { noteLinks(links, of: clean, at: index) }
        } else {
            let index = collector.blocks.count
            emit(.paragraph, clean)
            guard listDepth == 0 else { return }
            // Paragraphs that are nothing but links are a menu too; any other one ends it.
            if links * 10 >= clean.utf8.count * 9, clean.count < 80 {
                linkRun.append(index)
            } else {
                endLinkRun()
            }
        }
    }

    private func noteLinks(_ links: Int, of clean: String, at index: Int) {
        if links * 10 >= clean.utf8.count * 9, clean.count < 80 {
            linkRun.append(index)
        } else {
            linkRun = []
        }
    }

    /// Drops a list outside the main content that is nothing but links: a menu.
    private func endLinkRun() {
        if linkRun.count >= 4, contentDepth == 0, let first = linkRun.first, let last = linkRun.last,
            last - first + 1 == linkRun.count
        {
            dropped.formUnion(linkRun)
        }
        linkRun = []
    }

    private func giveTerm() {
        guard let term else { return }
        self.term = nil
        emit(.listItem, term, level: max(1, listDepth + 1))
    }

    private func endQuote() {
        guard !quoteParts.isEmpty else { return }
        emit(.quote, quoteParts.joined(separator: "\n"))
        quoteParts = []
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        table.endRow()
        if let outer = tables.last {
            // A table inside a cell is layout.
            outer.add(table.rows.map { $0.joined(separator: " ") }.joined(separator: " "))
            return
        }
        if quoteDepth > 0 {
            quoteParts.append(table.rows.map { $0.joined(separator: " | ") }.joined(separator: "\n"))
            return
        }
        giveTerm()
        if let caption = table.caption { emit(.paragraph, caption) }
        collector.addTable(table.rows, hasHeader: table.hasHeader)
        while marks.count < collector.blocks.count { marks.append(contentDepth > 0) }
    }
}

extension String {
    /// Without the pilcrow or hash that page generators put behind headings as a link.
    fileprivate var trimmingHeadingMark: String {
        var result = self[...]
        while let last = result.last, last == "¶" || last == "§" || last == "#" || last == " " {
            result = result.dropLast()
        }
        return result.isEmpty ? self : String(result)
    }
}
