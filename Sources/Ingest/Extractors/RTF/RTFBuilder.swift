import Core

/// Builds blocks from the tokens of a Rich Text file.
struct RTFBuilder {
    /// What the text of a group is for.
    private enum Destination: Equatable {
        case body, skipped, fonts, styleSheet, information
        case informationItem(String)
        case listMark, footnote
        case instruction
    }

    /// What an opening brace saves and a closing one brings back.
    private struct Group {
        var destination = Destination.body
        var isHidden = false
        var isDeleted = false
        /// How many characters behind `\u` stand for readers that do not know it.
        var fallbackCount = 1
        var font: Int?
        /// Whether the group began with `\*`: a destination that may be skipped.
        var isOptional = false
        /// What a field was asked to be, for the result that follows.
        var instruction = ""
    }

    private struct Paragraph {
        var style = 0
        var outlineLevel: Int?
        var isItem = false
        var listLevel = 0
        var isInTable = false
    }

    /// The blocks so far.
    private(set) var collector: BlockCollector
    /// Text of the first paragraph in the style “Title”.
    private(set) var title: String?
    /// Title, author and others from the file's own metadata.
    private(set) var information: [String: String] = [:]
    /// When it was made.
    private(set) var date: String?

    private var groups = [Group()]
    private var text = RTFText()
    private var notes: [String] = []
    private var noteText = RTFText()
    private var sideText = RTFText()
    private var paragraph = Paragraph()
    private var styles = RTFStyles()
    private var styleNumber = 0
    private var styleLevel: Int?
    private var codePage = 1252
    private var fontPages: [Int: Int] = [:]
    private var fontNumber = 0
    private var defaultFont: Int?
    private var fallbackLeft = 0
    private var dateParts: [String: Int] = [:]
    private var table = RTFTable()
    private var byteCount = 0

    /// Starts a document.
    init(collector: BlockCollector) { self.collector = collector }

    private var group: Group { groups[groups.count - 1] }

    /// Takes the next token.
    mutating func take(_ token: RTFToken) {
        switch token {
        case .open: open()
        case .close: close()
        case .byte(let byte):
            if fallbackLeft > 0 { fallbackLeft -= 1 } else { add(byte) }
        case .word(let word, let number): take(word, number)
        }
    }

    /// Ends the document.
    mutating func finish() {
        endParagraph()
        endTable()
    }

    // MARK: - Groups

    private mutating func open() {
        fallbackLeft = 0
        guard groups.count < collector.limits.depth * 4 else {
            return collector.fail(
                IngestError(
                    .nestedTooDeep, name: collector.name,
                    "nests groups more than \(collector.limits.depth * 4) deep; save it again from its program"
                ))
        }
        var inner = group
        inner.isOptional = false
        groups.append(inner)
    }

    private mutating func close() {
        fallbackLeft = 0
        guard groups.count > 1 else { return }
        let closed = groups.removeLast()
        guard closed.destination != group.destination else { return }
        switch closed.destination {
        case .footnote:
            let note = TextCleaner.line(noteText.take())
            if !note.isEmpty { notes.append(note) }
        case .informationItem(let key): endInformation(key)
        case .instruction: groups[groups.count - 1].instruction = String(sideText.take().prefix(64))
        case .listMark: _ = sideText.take()
        case .body, .skipped, .fonts, .styleSheet, .information: break
        }
    }

    private mutating func endInformation(_ key: String) {
        let value = TextCleaner.line(sideText.take())
        if key == "creatim" {
            date =
                DocumentDate.date(dateParts["yr"] ?? 0, dateParts["mo"] ?? 0, dateParts["dy"] ?? 0)
        } else if !value.isEmpty {
            information[key] = value
        }
    }

    private mutating func set(_ destination: Destination) {
        // Text inside what is skipped stays skipped.
        if group.destination != .skipped { groups[groups.count - 1].destination = destination }
    }

    // MARK: - Text

    private var pageName: String {
        RTFCodePage.name(of: (group.font ?? defaultFont).flatMap { fontPages[$0] } ?? codePage)
    }

    private mutating func add(_ byte: UInt8) {
        switch group.destination {
        case .skipped, .information: break
        case .fonts: break
        case .styleSheet:
            if byte == UInt8(ascii: ";") {
                styles.add(styleNumber, name: TextCleaner.line(sideText.take()), outlineLevel: styleLevel)
                styleNumber = 0
                styleLevel = nil
            } else {
                sideText.add(byte, codePage: pageName)
            }
        case .informationItem, .instruction, .listMark: sideText.add(byte, codePage: pageName)
        case .footnote: if isShown { noteText.add(byte, codePage: pageName) }
        case .body: if isShown, counts() { text.add(byte, codePage: pageName) }
        }
    }

    private mutating func add(_ string: String) {
        switch group.destination {
        case .body: if isShown, counts() { text.add(string) }
        case .footnote: if isShown { noteText.add(string) }
        case .informationItem: sideText.add(string)
        case .skipped, .information, .fonts, .styleSheet, .instruction, .listMark: break
        }
    }

    private mutating func add(unit: UInt16) {
        switch group.destination {
        case .body: if isShown, counts() { text.add(unit) }
        case .footnote: if isShown { noteText.add(unit) }
        case .informationItem, .styleSheet: sideText.add(unit)
        case .skipped, .information, .fonts, .instruction, .listMark: break
        }
    }

    private var isShown: Bool { !group.isHidden && !group.isDeleted }

    /// A single paragraph may be as long as a document, not longer.
    private mutating func counts() -> Bool {
        byteCount += 1
        if byteCount > collector.limits.documentBytes {
            collector.fail(
                IngestError(
                    .tooLarge, name: collector.name,
                    "holds more than \(ByteCount.text(collector.limits.documentBytes)) of text; split it into smaller files"
                ))
        }
        return collector.failure == nil
    }

    // MARK: - Control words

    private mutating func take(_ word: String, _ number: Int?) {
        if fallbackLeft > 0, word.count == 1, !"*~_-:|".contains(word) {
            fallbackLeft -= 1
            return
        }
        let last = groups.count - 1
        let isOn = number != 0
        switch word {
        case "*": groups[last].isOptional = true
        case "u":
            // Numbers above 32767 are written negative.
            add(unit: UInt16(truncatingIfNeeded: number ?? 63))
            fallbackLeft = group.fallbackCount
        case "uc": groups[last].fallbackCount = min(max(number ?? 1, 0), 16)
        case "v": groups[last].isHidden = isOn
        case "deleted": groups[last].isDeleted = isOn
        case "plain": groups[last].isHidden = false
        case "f": takeFont(number ?? 0)
        case "ansi": codePage = 1252
        case "mac": codePage = 10000
        case "pc": codePage = 437
        case "pca": codePage = 850
        case "ansicpg": codePage = number ?? 1252
        case "deff": defaultFont = number
        case "fcharset":
            if group.destination == .fonts, let page = RTFCodePage.number(ofCharacterSet: number ?? 0) {
                if fontPages.count < 10_000 { fontPages[fontNumber] = page }
            }
        case "cpg": if group.destination == .fonts, let number { fontPages[fontNumber] = number }
        case "s":
            if group.destination == .styleSheet {
                styleNumber = number ?? 0
            } else {
                paragraph.style = number ?? 0
            }
        case "outlinelevel":
            if group.destination == .styleSheet {
                styleLevel = number
            } else {
                paragraph.outlineLevel = number
            }
        case "yr", "mo", "dy": if case .informationItem = group.destination { dateParts[word] = number }
        default:
            if let symbol = RTFVocabulary.symbols[word] { return add(symbol) }
            if takeStructure(word, number) { return }
            takeDestination(word)
        }
    }

    private mutating func takeFont(_ number: Int) {
        if group.destination == .fonts { fontNumber = number } else { groups[groups.count - 1].font = number }
    }

    /// Paragraphs, lists and tables.
    private mutating func takeStructure(_ word: String, _ number: Int?) -> Bool {
        guard group.destination == .body else {
            if word == "par", group.destination == .footnote { noteText.add(" ") }
            return ["par", "pard", "sect", "cell", "row", "trowd", "intbl", "ls", "ilvl"].contains(word)
        }
        switch word {
        case "par", "sect": endParagraph()
        case "pard": paragraph = Paragraph()
        case "intbl": paragraph.isInTable = true
        case "ls": paragraph.isItem = number != 0
        case "ilvl": paragraph.listLevel = min(max(number ?? 0, 0), 8)
        // Word repeats the definition of a row behind its cells, so that it empties nothing.
        case "trowd": break
        case "trhdr": table.beginHeader()
        case "cell":
            takeCellText()
            table.endCell()
        case "row":
            table.endRow()
            // A table of its own size is given on its own, so that memory stays within the limits.
            if table.rows.count >= 100_000 { endTable() }
        default: return false
        }
        return true
    }

    private mutating func takeDestination(_ word: String) {
        switch word {
        case "fonttbl": set(.fonts)
        case "stylesheet": set(.styleSheet)
        case "info": set(.information)
        case "title", "author", "creatim":
            if group.destination == .information { set(.informationItem(word)) }
        case "footnote": set(.footnote)
        case "listtext", "pntext":
            paragraph.isItem = true
            set(.listMark)
        case "fldinst": set(.instruction)
        case "fldrslt":
            // The result of a table of contents repeats the headings.
            let outer = groups.count > 1 ? groups[groups.count - 2].instruction : ""
            if outer.drop(while: { $0 == " " }).hasPrefix("TOC") { set(.skipped) }
        case "annotation": set(.footnote)
        case "shpinst", "shptxt", "nesttableprops": break
        default:
            if RTFVocabulary.skipped.contains(word) || group.isOptional { set(.skipped) }
        }
    }

    // MARK: - Blocks

    private mutating func takeCellText() {
        let clean = TextCleaner.line(text.take())
        let whole = ([clean] + notes.map { "(\($0))" }).filter { !$0.isEmpty }.joined(separator: " ")
        notes = []
        table.add(whole)
    }

    private mutating func endParagraph() {
        if paragraph.isInTable { return takeCellText() }
        endTable()
        let raw = text.take()
        let notes = notes
        self.notes = []
        var meaning = styles.meaning(of: paragraph.style)
        if let level = paragraph.outlineLevel {
            meaning = (0..<9).contains(level) ? .heading(level + 1) : .body
        }
        if meaning == .body, paragraph.isItem || RTFVocabulary.isTypedItem(raw) { meaning = .listItem }
        switch meaning {
        case .contents: break
        case .body: collector.add(.paragraph, raw)
        case .heading(let level): collector.add(.heading, raw, level: level)
        case .title:
            if title == nil { title = TextCleaner.line(raw) }
            collector.add(.heading, raw, level: 1)
        case .listItem:
            let text = RTFVocabulary.isTypedItem(raw) ? raw.drop { $0 != "\t" } : raw[...]
            collector.add(.listItem, text, level: paragraph.listLevel + 1)
        case .quote: collector.add(.quote, raw)
        case .code: collector.addCodeLine(raw)
        }
        for note in notes { collector.add(.paragraph, "Note: " + note) }
    }

    private mutating func endTable() {
        guard !table.rows.isEmpty else { return }
        collector.addTable(table.rows, hasHeader: table.hasHeader)
        table = RTFTable(unfinished: table)
    }
}
