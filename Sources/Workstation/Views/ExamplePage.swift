/// A slice of the rows of a dataset version.
package struct ExamplePage: Codable, Sendable, Hashable {
    /// The rows of the slice.
    package var examples: [ExampleRow]
    /// How many there are in all.
    package var total: Int
    /// The version they belong to.
    package var version: Int
}
