package import Core

/// A row of a dataset version as it is stored.
package struct ExampleRecord: Codable, Sendable, Hashable {
    /// SHA-256 of the example's canonical JSON, in hexadecimal; it identifies the row in its version.
    package var digest: String
    /// Its place in the version, from 0.
    package var position: Int
    /// The part it belongs to.
    package var split: DatasetSplit
    /// Whether a person changed it.
    package var edited: Bool
    /// What is learned or asked.
    package var example: Example

    /// Makes a value.
    package init(
        digest: String, position: Int, split: DatasetSplit, edited: Bool, example: Example
    ) {
        self.digest = digest
        self.position = position
        self.split = split
        self.edited = edited
        self.example = example
    }
}
