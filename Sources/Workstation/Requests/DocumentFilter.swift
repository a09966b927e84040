/// Which documents to list.
package struct DocumentFilter: Codable, Sendable, Hashable {
    /// Only those of this collection.
    package var collection: String?
    /// Only those with this outcome.
    package var state: DocumentView.State?
    /// Only those whose name or title contains this.
    package var query: String?
    /// How many to leave out at the start.
    package var offset = 0
    /// The most to return, 500 at most.
    package var limit = 100

    /// Makes a filter that lets all pass.
    package init() {}
}
