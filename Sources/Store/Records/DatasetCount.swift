/// A named figure of a dataset version, such as the number of questions.
package struct DatasetCount: Codable, Sendable, Hashable {
    /// What was counted.
    package var name: String
    /// How many.
    package var count: Int

    /// Makes a value.
    package init(
        name: String, count: Int
    ) {
        self.name = name
        self.count = count
    }
}
