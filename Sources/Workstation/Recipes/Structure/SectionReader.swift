import Core

/// Cuts a document into its sections.
package enum SectionReader {
    /// Returns the sections that hold blocks, in reading order.
    ///
    /// A short paragraph in capitals counts as a heading: plain text and page formats have no other way to
    /// mark one.
    package static func sections(of document: RecipeDocument) -> [DocumentSection] {
        var sections: [DocumentSection] = []
        var stack: [(level: Int, text: String)] = []
        var start = 0
        let title = document.title
        func close(at end: Int) {
            guard end > start else { return }
            let path = stack.map(\.text).filter { $0 != title }
            sections.append(
                DocumentSection(
                    documentId: document.id, documentTitle: title, path: path, blocks: start..<end))
        }
        for (index, block) in document.document.blocks.enumerated() {
            guard let heading = heading(block) else { continue }
            close(at: index)
            stack.removeAll { $0.level >= heading.level }
            stack.append(heading)
            start = index + 1
        }
        close(at: document.document.blocks.count)
        return sections
    }

    /// The heading that a block is; nil for other blocks.
    static func heading(_ block: DocumentBlock) -> (level: Int, text: String)? {
        if block.kind == .heading { return (max(block.level, 1), block.text) }
        guard block.kind == .paragraph, block.text.count <= 60, isCapitals(block.text) else { return nil }
        let words = block.text.lowercased()
        return (2, words.prefix(1).uppercased() + words.dropFirst())
    }

    private static func isCapitals(_ text: String) -> Bool {
        var letters = 0
        for character in text where character.isLetter {
            guard character.isUppercase else { return false }
            letters += 1
        }
        return letters >= 4 && !text.contains(":")
    }
}
