package import Core

/// Which rows of a dataset version are wanted; nil means any.
package struct ExampleQuery: Sendable, Hashable {
    /// In this part.
    package var split: DatasetSplit?
    /// With this text in it, whatever the case of ASCII letters.
    package var query: String?
    /// Changed by a person, or not.
    package var isEdited: Bool?
    /// Made from this document.
    package var documentId: String?
    /// Made in this way.
    package var kind: Example.Kind?
    /// Rated good (1), bad (-1) or not at all (0).
    package var rating: Int?

    /// Makes a query.
    package init(
        split: DatasetSplit? = nil, query: String? = nil, isEdited: Bool? = nil, documentId: String? = nil,
        kind: Example.Kind? = nil, rating: Int? = nil
    ) {
        self.split = split
        self.query = query
        self.isEdited = isEdited
        self.documentId = documentId
        self.kind = kind
        self.rating = rating
    }
}
