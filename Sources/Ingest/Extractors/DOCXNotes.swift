import Core

/// The texts of a Word document's footnotes, endnotes or comments.
final class DOCXNotes: MarkupHandler {
    /// Text by the note's number in the file.
    private(set) var texts: [String: String] = [:]
    private var openId: String?
    private var text = ""
    private var isText = false
    private var skipped = 0

    func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "w:footnote", "w:endnote", "w:comment":
            // Separators are notes too, with a type.
            openId =
                attributes["w:type"] == nil || attributes["w:type"] == "normal" ? attributes["w:id"] : nil
            text = ""
        case "w:del", "mc:Fallback": skipped += 1
        case "w:t", "m:t": isText = skipped == 0
        case "w:tab", "w:br": text.append(" ")
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "w:footnote", "w:endnote", "w:comment":
            if let openId { texts[openId] = TextCleaner.line(text) }
            openId = nil
        case "w:del", "mc:Fallback": skipped = max(0, skipped - 1)
        case "w:t", "m:t": isText = false
        case "w:p": text.append(" ")
        default: break
        }
    }

    func text(_ text: String) { if isText && openId != nil { self.text.append(text) } }
}
