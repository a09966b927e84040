import Core

/// Builds blocks from the events of a Word document's main part.
final class DOCXBodyBuilder: MarkupHandler {
    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// Text of the first paragraph in the style “Title”.
    private(set) var title: String?

    private struct Paragraph {
        var text = ""
        var style: String?
        var outlineLevel: Int?
        var listLevel: Int?
        var numberId: String?
        var notes: [String] = []
        /// Whether it is a large first letter, which Word keeps in a paragraph of its own.
        var isDropCap = false
    }

    private let styles: DOCXStyles
    private let footnotes: DOCXNotes
    private let endnotes: DOCXNotes
    private let comments: DOCXNotes
    private var paragraphs: [Paragraph] = []
    private var tables: [TableBuilder] = []
    private var isText = false
    private var position: RaisedText.Position?
    private var formula: OfficeFormula?
    private var formulaDepth = 0
    private var dropCap = ""
    private var inProperties = 0
    private var skipped = 0

    /// Elements whose content is not part of the text as it stands.
    private static let ignored: Set<String> = [
        "mc:Fallback", "w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:tcPrChange",
        "w:trPrChange",
        "w:sectPr", "w:instrText", "w:delText", "w:delInstrText", "w:rt",
    ]

    /// Starts a document.
    init(
        collector: BlockCollector, styles: DOCXStyles, footnotes: DOCXNotes, endnotes: DOCXNotes,
        comments: DOCXNotes
    ) {
        self.collector = collector
        self.styles = styles
        self.footnotes = footnotes
        self.endnotes = endnotes
        self.comments = comments
    }

    func start(_ name: String, _ attributes: [String: String]) {
        if skipped > 0 || Self.ignored.contains(name) {
            skipped += 1
            return
        }
        if startFormula(name, attributes) { return }
        switch name {
        case "w:p": paragraphs.append(Paragraph())
        case "w:r": position = nil
        case "w:vertAlign" where inProperties == 0:
            position =
                attributes["w:val"] == "superscript"
                ? .raised : attributes["w:val"] == "subscript" ? .lowered : nil
        case "wp:docPr": addPicture(attributes["descr"])
        case "v:shape": addPicture(attributes["alt"])
        case "w:pPr": inProperties += 1
        case "w:t": isText = true
        case "w:tab": if inProperties == 0 { append("\t") }
        case "w:br", "w:cr": append("\n")
        case "w:noBreakHyphen": append("-")
        case "w:footnoteReference": addNote(footnotes.texts[attributes["w:id"] ?? ""])
        case "w:endnoteReference": addNote(endnotes.texts[attributes["w:id"] ?? ""])
        case "w:commentReference": addNote(comments.texts[attributes["w:id"] ?? ""])
        case "w:tbl": tables.append(TableBuilder())
        case "w:tr": tables.last?.startRow()
        case "w:tc": tables.last?.startCell()
        case "w:gridSpan": tables.last?.widenCell(to: attributes["w:val"])
        case "w:vMerge":
            if attributes["w:val"] == nil || attributes["w:val"] == "continue" {
                tables.last?.continueFromAbove()
            }
        case "w:tblHeader":
            if attributes["w:val"] != "0" && attributes["w:val"] != "false" { tables.last?.markHeaderRow() }
        case "w:tblLook":
            let bits = attributes["w:val"].flatMap { Int($0, radix: 16) } ?? 0
            if attributes["w:firstRow"] == "1" || (attributes["w:firstRow"] == nil && bits & 0x20 != 0) {
                tables.last?.markHeaderRow()
            }
        default:
            if inProperties > 0, let last = paragraphs.indices.last {
                readProperty(name, attributes["w:val"], last)
                if name == "w:framePr" {
                    paragraphs[last].isDropCap = ["drop", "margin"].contains(attributes["w:dropCap"])
                }
            }
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        if endFormula() { return }
        switch name {
        case "w:p": if let paragraph = paragraphs.popLast() { give(paragraph) }
        case "w:pPr": inProperties = max(0, inProperties - 1)
        case "w:t": isText = false
        case "w:tc": tables.last?.endCell()
        case "w:tr": tables.last?.endRow()
        case "w:tbl": endTable()
        case "w:body": collector.add(.paragraph, dropCap)
        default: break
        }
    }

    func text(_ text: String) {
        guard isText, skipped == 0 else { return }
        if formula != nil {
            formula?.add(text)
        } else {
            append(position.map { RaisedText.text(text, at: $0) } ?? text)
        }
    }

    // MARK: - Parts

    private func readProperty(_ name: String, _ value: String?, _ index: Int) {
        switch name {
        case "w:pStyle": paragraphs[index].style = value
        case "w:outlineLvl": paragraphs[index].outlineLevel = value.flatMap { Int($0) }
        case "w:ilvl": paragraphs[index].listLevel = value.flatMap { Int($0) }
        case "w:numId": paragraphs[index].numberId = value
        default: break
        }
    }

    private func append(_ text: String) {
        if let last = paragraphs.indices.last { paragraphs[last].text.append(text) }
    }

    private func addPicture(_ description: String?) {
        if let text = PictureDescription.text(description) { append(" \(text) ") }
    }

    private func addNote(_ text: String?) {
        if let text, !text.isEmpty, let last = paragraphs.indices.last { paragraphs[last].notes.append(text) }
    }

    private func give(_ paragraph: Paragraph) {
        if paragraph.isDropCap {
            dropCap += TextCleaner.line(paragraph.text)
            return
        }
        var paragraph = paragraph
        paragraph.text = dropCap + paragraph.text
        dropCap = ""
        if let table = tables.last {
            let text = TextCleaner.line(
                ([paragraph.text] + paragraph.notes.map { "(\($0))" }).joined(separator: " "))
            if !text.isEmpty { table.add(text) }
            return
        }
        var meaning = (paragraph.style ?? styles.defaultId).map { styles.meaning(of: $0) } ?? .body
        if let level = paragraph.outlineLevel {
            meaning = (0..<9).contains(level) ? .heading(level + 1) : .body
        }
        if paragraph.numberId == "0" {
            if case .listItem = meaning { meaning = .body }
        } else if paragraph.numberId != nil {
            switch meaning {
            case .body, .listItem: meaning = .listItem((paragraph.listLevel ?? 0) + 1)
            default: break
            }
        }
        switch meaning {
        case .contents: break
        case .body: collector.add(.paragraph, paragraph.text)
        case .heading(let level): collector.add(.heading, paragraph.text, level: level)
        case .title:
            if title == nil { title = TextCleaner.line(paragraph.text) }
            collector.add(.heading, paragraph.text, level: 1)
        case .listItem(let level): collector.add(.listItem, paragraph.text, level: min(max(level, 1), 9))
        case .quote: collector.add(.quote, paragraph.text)
        case .code: collector.addCodeLine(paragraph.text)
        }
        for note in paragraph.notes { collector.add(.paragraph, "Note: " + note) }
    }

    // MARK: - Formulas

    /// Takes the elements of a formula, which begins with `m:oMath`; false outside of one.
    private func startFormula(_ name: String, _ attributes: [String: String]) -> Bool {
        if formula == nil, name == "m:oMath" { formula = OfficeFormula() }
        guard formula != nil else { return false }
        formulaDepth += 1
        formula?.start(name, attributes)
        isText = name == "m:t" || name == "w:t"
        return true
    }

    private func endFormula() -> Bool {
        guard formula != nil else { return false }
        formula?.end()
        formulaDepth -= 1
        isText = false
        if formulaDepth == 0 {
            let latex = TextCleaner.line(formula?.latex ?? "")
            formula = nil
            if !latex.isEmpty { append("$\(latex)$") }
        }
        return true
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        table.endRow()
        if let outer = tables.last {
            outer.add(table.rows.map { $0.joined(separator: " ") }.joined(separator: " "))
        } else {
            collector.addTable(table.rows, hasHeader: table.hasHeader)
        }
    }
}
