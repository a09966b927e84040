package import Core

/// A row to be put into a dataset version.
package struct DatasetRow: Codable, Sendable, Hashable {
    /// What is learned or asked.
    package var example: Example
    /// The part it belongs to.
    package var split: DatasetSplit
    /// Whether a person changed it.
    package var edited: Bool

    /// Makes a value.
    package init(
        example: Example, split: DatasetSplit, edited: Bool = false
    ) {
        self.example = example
        self.split = split
        self.edited = edited
    }
}
