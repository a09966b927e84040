/// The blobs that belong to a dataset version.
package struct CurationReference: Sendable, Hashable {
    /// What filters and people did with the rows.
    package var state: String
    /// The rows before any filter.
    package var rawRows: String

    /// Names the blobs by their digests.
    package init(state: String, rawRows: String) {
        self.state = state
        self.rawRows = rawRows
    }
}
