/// Rows that were left out of a dataset version for one reason.
package struct DatasetDrop: Codable, Sendable, Hashable {
    /// Why, in words a person reads.
    package var reason: String
    /// How many.
    package var count: Int

    /// Makes a value.
    package init(
        reason: String, count: Int
    ) {
        self.reason = reason
        self.count = count
    }
}
