/// Title, author and date of an office document, from `docProps/core.xml` or an OpenDocument's `meta.xml`.
final class OfficeProperties: MarkupHandler {
    private let texts = TextElements([
        "dc:title", "dc:creator", "dcterms:created", "dcterms:modified", "meta:initial-creator",
        "meta:creation-date", "dc:date",
    ])

    /// The title.
    var title: String? { texts.first("dc:title") }
    /// Who wrote it first.
    var author: String? { texts.first("meta:initial-creator") ?? texts.first("dc:creator") }
    /// When it was written first, as stated.
    var date: String? {
        texts.first("dcterms:created") ?? texts.first("meta:creation-date") ?? texts.first("dcterms:modified")
            ?? texts.first("dc:date")
    }

    func start(_ name: String, _ attributes: [String: String]) { texts.start(name, attributes) }
    func end(_ name: String) { texts.end(name) }
    func text(_ text: String) { texts.text(text) }
}
