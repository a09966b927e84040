package import Core

/// A document as a recipe sees it: its identifier in the store, its name and its structure.
package struct RecipeDocument: Sendable, Hashable {
    /// The identifier that source spans carry.
    package var id: String
    /// The name shown to people, such as the relative path; it decides ties of the split.
    package var name: String
    /// The blocks in reading order.
    package var document: ExtractedDocument

    /// Makes a document.
    package init(id: String, name: String, document: ExtractedDocument) {
        self.id = id
        self.name = name
        self.document = document
    }

    /// The title that the document states, else its first heading, else its file name in words.
    package var title: String {
        if let title = document.title, !title.isEmpty { return title }
        if let heading = document.blocks.lazy.compactMap(SectionReader.heading).first { return heading.text }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
        // "03-price-list" reads "Price list".
        let words = stem.split { $0 == "-" || $0 == "_" || $0 == " " }.drop { $0.allSatisfy(\.isNumber) }
        let title = words.joined(separator: " ")
        return title.isEmpty ? last : title.prefix(1).uppercased() + title.dropFirst()
    }
}
