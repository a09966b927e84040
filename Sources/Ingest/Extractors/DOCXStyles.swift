import Core

/// The paragraph styles of a Word document, and what they mean.
final class DOCXStyles: MarkupHandler {
    /// What a paragraph with a style is.
    enum Meaning: Equatable {
        case body
        case heading(Int)
        case title
        case listItem(Int)
        case quote
        case code
        /// A line of the table of contents, which repeats headings.
        case contents
    }

    private struct Style {
        var name = ""
        var parent: String?
        var outlineLevel: Int?
        var isNumbered = false
        var listLevel = 0
    }

    private var styles: [String: Style] = [:]
    private var openId: String?
    private var meanings: [String: Meaning] = [:]
    /// The style of paragraphs that name none.
    private(set) var defaultId: String?

    func start(_ name: String, _ attributes: [String: String]) {
        let value = attributes["w:val"]
        switch name {
        case "w:style":
            guard attributes["w:type"] == nil || attributes["w:type"] == "paragraph",
                let id = attributes["w:styleId"]
            else {
                openId = nil
                return
            }
            openId = id
            styles[id] = Style()
            if attributes["w:default"] == "1" || attributes["w:default"] == "true" { defaultId = id }
        case "w:name": if let openId { styles[openId]?.name = (value ?? "").lowercased() }
        case "w:basedOn": if let openId { styles[openId]?.parent = value }
        case "w:outlineLvl": if let openId { styles[openId]?.outlineLevel = value.flatMap { Int($0) } }
        case "w:numId": if let openId { styles[openId]?.isNumbered = value != "0" }
        case "w:ilvl": if let openId { styles[openId]?.listLevel = value.flatMap { Int($0) } ?? 0 }
        default: break
        }
    }

    func end(_ name: String) { if name == "w:style" { openId = nil } }

    func text(_ text: String) {}

    /// What paragraphs of a style are; inherited from the styles it is based on.
    func meaning(of id: String) -> Meaning {
        if let known = meanings[id] { return known }
        var meaning = Meaning.body
        var next: String? = id
        // A chain of styles may form a ring in a broken file.
        for _ in 0..<16 {
            guard let current = next, let style = styles[current] else { break }
            if let own = Self.meaning(of: style) {
                meaning = own
                break
            }
            next = style.parent
        }
        meanings[id] = meaning
        return meaning
    }

    private static func meaning(of style: Style) -> Meaning? {
        let name = style.name
        if name.hasPrefix("toc ") || name == "toc heading" || name == "table of figures" { return .contents }
        if name == "title" { return .title }
        if name.hasPrefix("heading "), let level = Int(name.dropFirst(8)) {
            return .heading(min(max(level, 1), 9))
        }
        if let level = style.outlineLevel { return (0..<9).contains(level) ? .heading(level + 1) : .body }
        if name.hasPrefix("list bullet") || name.hasPrefix("list number") {
            return .listItem(Int(name.suffix(1)) ?? 1)
        }
        if style.isNumbered { return .listItem(style.listLevel + 1) }
        if name.contains("quote") || name == "block text" || name == "quotations" { return .quote }
        if name.contains("code") || name.contains("preformatted") || name.contains("verbatim")
            || name == "macro"
            || name.contains("listing")
        {
            return .code
        }
        return nil
    }
}
