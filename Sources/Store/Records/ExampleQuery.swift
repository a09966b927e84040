package import Core

/// Which rows of a dataset version are wanted; nil means any.
package struct ExampleQuery: Sendable, Hashable {
    /// In this part.
    package var split: DatasetSplit?
    /// With this text in it, whatever the case of ASCII letters.
    package var query: String?

    /// Makes a query.
    package init(split: DatasetSplit? = nil, query: String? = nil) {
        self.split = split
        self.query = query
    }
}
