/// Gathers the text of a few elements by name, such as titles in metadata.
final class TextElements: MarkupHandler {
    private let names: Set<String>
    private var open: String?
    private var text = ""
    private var texts: [String: [String]] = [:]

    /// Gathers the named elements.
    init(_ names: Set<String>) { self.names = names }

    /// The first text of an element, cleaned; nil when there is none.
    func first(_ name: String) -> String? {
        texts[name]?.lazy.map { TextCleaner.line($0) }.first { !$0.isEmpty }
    }

    func start(_ name: String, _ attributes: [String: String]) {
        guard open == nil, names.contains(name) else { return }
        open = name
        text = ""
    }

    func end(_ name: String) {
        guard name == open else { return }
        texts[name, default: []].append(text)
        open = nil
    }

    func text(_ text: String) { if open != nil { self.text.append(text) } }
}
