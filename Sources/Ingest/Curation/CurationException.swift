/// A row that a person put back after a filter took or changed it.
package struct CurationException: Codable, Sendable, Hashable {
    /// The filter that must leave the row alone.
    package var filter: CurationFilterName
    /// The row, by its position among the rows that the pipeline is given.
    package var row: Int

    /// Makes an exception.
    package init(filter: CurationFilterName, row: Int) {
        self.filter = filter
        self.row = row
    }
}
