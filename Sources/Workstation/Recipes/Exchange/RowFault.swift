/// A row of a table that cannot be used, and why.
package struct RowFault: Codable, Sendable, Hashable {
    /// The line of the file that the row begins on, from 1.
    package var line: Int
    /// Why, as a phrase.
    package var reason: String

    /// Makes a fault.
    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
