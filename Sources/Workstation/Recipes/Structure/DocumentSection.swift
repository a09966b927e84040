/// A heading's own text: the blocks from one heading up to the next one.
package struct DocumentSection: Sendable, Hashable {
    /// The document's identifier.
    package var documentId: String
    /// The document's title.
    package var documentTitle: String
    /// The headings that lead here, outermost first, without one that repeats the title; empty before the first.
    package var path: [String]
    /// Indices of the blocks under the heading, the heading itself excluded.
    package var blocks: Range<Int>

    /// Makes a section.
    package init(documentId: String, documentTitle: String, path: [String], blocks: Range<Int>) {
        self.documentId = documentId
        self.documentTitle = documentTitle
        self.path = path
        self.blocks = blocks
    }

    /// What the section is about: its innermost heading, else the document's title.
    package var topic: String { path.last ?? documentTitle }
    /// Title and headings in one line, as a passage shows them.
    ///
    /// A heading that the title begins with is not said again: "10. Files — Policy Manual" says "10. Files".
    package var breadcrumb: String {
        ([documentTitle] + path.filter { !documentTitle.hasPrefix($0 + " ") }).joined(separator: " › ")
    }
}
