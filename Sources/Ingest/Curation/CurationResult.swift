/// What is left of the rows after all filters, and the account of each.
package struct CurationResult: Sendable, Hashable {
    /// The rows that remain, some of them changed, in their order.
    package var rows: [CurationRow]
    /// One report a filter, in the order in which they ran.
    package var reports: [CurationReport]

    /// Makes a result.
    package init(rows: [CurationRow], reports: [CurationReport]) {
        self.rows = rows
        self.reports = reports
    }
}
