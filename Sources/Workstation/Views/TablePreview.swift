/// The top of a table that a person wants to import.
package struct TablePreview: Codable, Sendable, Hashable {
    /// The names of the columns.
    package var columns: [String]
    /// The first rows, their cells cut to a length that a page shows.
    package var rows: [[String]]
    /// Rows below the header.
    package var rowCount: Int
    /// The columns of each role that their names suggest; empty when they say nothing.
    package var suggestion: [String: [String]]
}
