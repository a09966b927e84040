/// The paragraph styles of an OpenDocument text; automatic styles inherit from named ones.
final class ODTStyles: MarkupHandler {
    /// What a paragraph with a style is.
    enum Meaning { case body, title, quote, code }

    private var parents: [String: String] = [:]

    func start(_ name: String, _ attributes: [String: String]) {
        if name == "style:style", let own = attributes["style:name"],
            let parent = attributes["style:parent-style-name"]
        {
            parents[own] = parent
        }
    }

    func end(_ name: String) {}
    func text(_ text: String) {}

    /// What paragraphs of a style are.
    func meaning(of style: String?) -> Meaning {
        var next = style
        for _ in 0..<16 {
            guard let current = next else { break }
            switch current.lowercased() {
            case "title": return .title
            case "quotations", "quote", "quotation": return .quote
            case "preformatted_20_text", "preformatted", "code", "source_20_code", "source_20_text":
                return .code
            default: next = parents[current]
            }
        }
        return .body
    }
}
