/// Which documents are wanted; nil means any.
package struct DocumentQuery: Sendable, Hashable {
    /// In this collection.
    package var collectionName: String?
    /// In this state.
    package var state: DocumentState?
    /// With this text in the name or the title, whatever the case of ASCII letters.
    package var query: String?

    /// Makes a query.
    package init(collectionName: String? = nil, state: DocumentState? = nil, query: String? = nil) {
        self.collectionName = collectionName
        self.state = state
        self.query = query
    }
}
