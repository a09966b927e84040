/// Every sentence of the program that is kept or computed as English words, by its stable code.
///
/// Accounts of datasets, notes of versions and findings of filters are stored as sentences, and old homes hold them in no other
/// form. This is the one place that knows what they are made of, for fronts that speak another language: it recognises a
/// sentence by its template. A sentence that it does not know has no code and is shown as it is; tests hold the templates to the
/// sentences that recipes, filters and plans make.
enum PhraseBook {
    /// A code and a template of its sentence.
    typealias Entry = (code: String, template: String)

    /// All templates; those of reasons inside reasons come last, because they fit much.
    static let entries = versions + recipes + filters + work + notes + scopes

    /// Places that hold one phrase.
    private static let nested: Set<String> = ["reason", "kind", "part", "filter"]
    /// Places that hold several phrases, with what stands between them.
    private static let lists = ["kinds": ", ", "filters": ", ", "rules": "; ", "changes": "; "]

    private static let plain: [String: String] = Dictionary(
        entries.filter { !$0.template.contains("{") }.map { ($0.template, $0.code) }
    ) { first, _ in first }
    private static let templates = entries.filter { $0.template.contains("{") }.map {
        (code: $0.code, template: PhraseTemplate($0.template))
    }

    /// The phrase that a sentence is; nil for one that is not known.
    static func phrase(_ text: String?) -> Phrase? {
        guard let text else { return nil }
        if let code = plain[text] { return Phrase(code: code, text: text, values: [:]) }
        for entry in templates {
            guard let found = entry.template.match(text), let values = values(found) else { continue }
            return Phrase(code: entry.code, text: text, values: values)
        }
        return nil
    }

    /// What places hold; nil when one that must hold phrases holds something else.
    private static func values(_ found: [String: Substring]) -> [String: Phrase.Value]? {
        var values: [String: Phrase.Value] = [:]
        for (name, words) in found {
            if let separator = lists[name] {
                let parts = words.split(separator: separator).map { phrase(String($0)) }
                let known = parts.compactMap(\.self)
                guard known.count == parts.count else { return nil }
                values[name] = .phrases(known)
            } else if nested.contains(name) {
                guard let inner = phrase(String(words)) else { return nil }
                values[name] = .phrases([inner])
            } else {
                values[name] = Int(words).map { .number($0) } ?? .text(String(words))
            }
        }
        return values
    }
}
