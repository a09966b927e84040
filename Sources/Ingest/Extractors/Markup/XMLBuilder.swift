import Core

/// Builds blocks from the events of any XML file.
///
/// Elements with the names that DocBook, TEI, RSS and JATS share are understood; of the others each run of
/// text between two elements is a paragraph, unless the elements are inside a sentence.
final class XMLBuilder: MarkupHandler {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// The first title.
    private(set) var title: String?
    /// The first author.
    private(set) var author: String?
    /// The first date, as stated.
    private(set) var date: String?

    private var stack: [String] = []
    private var text = ""
    private var sectionDepth = 0
    private var listDepth = 0
    private var itemIsNew = false
    private var quote: [String] = []
    private var term: String?
    private var tables: [TableBuilder] = []
    private var skipped = 0

    private static let sections: Set<String> = [
        "section", "sect1", "sect2", "sect3", "sect4", "sect5", "chapter", "part", "appendix", "preface",
        "article", "book",
        "refsect1", "refsect2", "simplesect", "sec", "div", "div1", "div2", "div3", "item", "entry",
        "channel",
    ]
    private static let lists: Set<String> = [
        "itemizedlist", "orderedlist", "list", "simplelist", "variablelist", "ul", "ol",
    ]
    private static let code: Set<String> = [
        "programlisting", "screen", "literallayout", "synopsis", "code", "verbatim", "pre", "source",
    ]
    private static let ignored: Set<String> = [
        "indexterm", "imagedata", "graphic", "toc", "index", "style", "script", "remark", "ruby-text", "rt",
        "guid", "link",
    ]
    /// Elements inside a sentence.
    private static let inline: Set<String> = [
        "emphasis", "literal", "command", "option", "filename", "ulink", "xref", "quote", "acronym",
        "application",
        "envar", "function", "parameter", "replaceable", "systemitem", "userinput", "varname", "citetitle",
        "email", "hi",
        "i", "b", "em", "strong", "a", "sub", "sup", "subscript", "superscript", "guimenu", "guimenuitem",
        "guilabel",
        "keycap", "package", "computeroutput", "constant", "classname", "type", "foreignphrase", "firstterm",
        "productname",
        "italic", "bold", "ext-link", "span", "uri", "abbrev", "phrase", "markup", "tag", "optional",
        "trademark", "symbol",
        "firstname", "surname", "footnoteref", "u", "tt", "br", "prompt", "arg", "methodname",
    ]

    /// Starts a document.
    init(collector: BlockCollector) { self.collector = collector }

    private static func local(_ name: String) -> String {
        (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }

    func start(_ name: String, _ attributes: [String: String]) {
        let name = Self.local(name)
        // `link` is empty in feeds and holds text in DocBook 5.
        if skipped > 0
            || Self.ignored.contains(name) && !(name == "link" && isInside(["para", "p", "title"]))
        {
            skipped += 1
            return
        }
        // `code` stands inside sentences too.
        let isInline =
            Self.inline.contains(name) || name == "link"
            || name == "code" && isInside(["para", "p", "simpara"])
        if !isInline { flush() }
        stack.append(isInline ? "" : name)
        if isInline { return }
        if Self.sections.contains(name), name != "entry" || tables.isEmpty { sectionDepth += 1 }
        if Self.lists.contains(name) { listDepth += 1 }
        switch name {
        case "listitem", "li": itemIsNew = true
        case "item": if listDepth > 0 { itemIsNew = true }
        case "table", "informaltable", "tgroup":
            if name != "tgroup" || tables.isEmpty { tables.append(TableBuilder()) }
        case "thead": tables.last?.markHeaderRow()
        case "row", "tr": tables.last?.startRow()
        case "entry", "td", "th": tables.last?.startCell(isHeader: name == "th")
        default: break
        }
    }

    func end(_ name: String) {
        let name = Self.local(name)
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard let open = stack.last, !open.isEmpty else {
            _ = stack.popLast()
            return
        }
        flush()
        stack.removeLast()
        if Self.sections.contains(name), name != "entry" || tables.isEmpty {
            sectionDepth = max(0, sectionDepth - 1)
        }
        if Self.lists.contains(name) { listDepth = max(0, listDepth - 1) }
        switch name {
        case "blockquote", "epigraph", "disp-quote", "lg":
            collector.add(.quote, quote.joined(separator: "\n"))
            quote = []
        case "entry", "td", "th": tables.last?.endCell()
        case "row", "tr": tables.last?.endRow()
        case "table", "informaltable": endTable()
        case "tgroup": if !isInside(["table", "informaltable"]) { endTable() }
        case "varlistentry": giveTerm()
        default: break
        }
    }

    func text(_ text: String) { if skipped == 0, collector.failure == nil { self.text.append(text) } }

    /// Ends the document.
    func finish() {
        flush()
        giveTerm()
        while !tables.isEmpty { endTable() }
    }

    private func isInside(_ names: Set<String>) -> Bool { stack.suffix(12).contains { names.contains($0) } }

    private func flush() {
        let raw = text
        text = ""
        guard raw.utf8.contains(where: { $0 > 32 }) else { return }
        let open = stack.last { !$0.isEmpty } ?? ""
        if let table = tables.last { return table.add(TextCleaner.line(raw)) }
        if Self.code.contains(open) { return collector.add(.code, raw) }
        let clean = TextCleaner.line(raw)
        switch open {
        case "title", "head", "article-title":
            if title == nil { title = clean }
            collector.add(.heading, clean, level: min(max(sectionDepth, 1), 9))
        // In a feed or a catalogue those behind the first belong to one of its entries.
        case "author", "creator", "personname", "authorgroup":
            if author == nil { author = clean } else { addText(clean) }
        case "date", "pubdate", "pub-date", "published":
            let stated = date == nil ? DocumentDate.iso(clean) ?? MailDate.iso(clean) : nil
            if let stated { date = stated } else { addText(clean) }
        case "term":
            giveTerm()
            term = clean
        default: addText(clean)
        }
    }

    private func addText(_ clean: String) {
        if isInside(["blockquote", "epigraph", "disp-quote", "lg"]) {
            quote.append(clean)
        } else if isInside(["footnote", "fn"]) {
            collector.context.role = .note
            collector.add(.paragraph, clean)
            collector.context.role = nil
        } else if let term {
            self.term = nil
            itemIsNew = false
            collector.add(.listItem, term + ": " + clean, level: max(1, min(listDepth, 9)))
        } else if listDepth > 0, itemIsNew {
            itemIsNew = false
            collector.add(.listItem, clean, level: min(listDepth, 9))
        } else {
            collector.add(.paragraph, clean)
        }
    }

    private func giveTerm() {
        guard let term else { return }
        self.term = nil
        collector.add(.listItem, term, level: max(1, min(listDepth, 9)))
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        table.endRow()
        if let caption = table.caption { collector.add(.paragraph, caption) }
        collector.addTable(table.rows, hasHeader: table.hasHeader)
    }
}
