/// A slice of a list of documents.
package struct DocumentPage: Codable, Sendable, Hashable {
    /// The documents of the slice.
    package var documents: [DocumentView]
    /// How many there are in all.
    package var total: Int
}
