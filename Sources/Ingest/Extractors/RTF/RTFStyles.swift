/// The paragraph styles of a Rich Text file.
struct RTFStyles {
    /// What a paragraph with a style is.
    enum Meaning: Equatable {
        case body, title
        case heading(Int)
        case listItem, quote, code, contents
    }

    private struct Style {
        var name = ""
        var outlineLevel: Int?
    }
    private var styles: [Int: Style] = [:]
    private static let most = 10_000

    /// Keeps a style.
    mutating func add(_ number: Int, name: String, outlineLevel: Int?) {
        guard styles.count < Self.most else { return }
        styles[number] = Style(name: name.lowercased(), outlineLevel: outlineLevel)
    }

    /// What paragraphs of a style are.
    func meaning(of number: Int) -> Meaning {
        guard let style = styles[number] else { return .body }
        let name = style.name
        if name.hasPrefix("toc ") || name == "toc heading" { return .contents }
        if name == "title" { return .title }
        if name.hasPrefix("heading "), let level = Int(name.dropFirst(8).prefix(1)) {
            return .heading(min(max(level, 1), 9))
        }
        if let level = style.outlineLevel, (0..<9).contains(level) { return .heading(level + 1) }
        if name.hasPrefix("list ") { return .listItem }
        if name.contains("quot") || name == "block text" { return .quote }
        if name.contains("preformatted") || name.contains("code") || name.contains("verbatim") {
            return .code
        }
        return .body
    }
}
