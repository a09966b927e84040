package import Core

/// Which rows of a dataset version to list.
package struct ExampleFilter: Codable, Sendable, Hashable {
    /// The version; nil is the newest.
    package var version: Int?
    /// Only rows of this part.
    package var split: DatasetSplit?
    /// Only rows that contain this.
    package var query: String?
    /// Only rows that were changed by a person, or were not.
    package var isEdited: Bool?
    /// Only rows that were made in this way.
    package var kind: Example.Kind?
    /// Only rows made from this document.
    package var document: String?
    /// Only rows with this rating.
    package var rating: RatingFilter?
    /// How many to leave out at the start.
    package var offset = 0
    /// The most to return, 500 at most.
    package var limit = 100

    /// Makes a filter that lets all pass.
    package init() {}
}
