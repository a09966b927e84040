package import Core

/// The rows of a file that was read.
package struct ImportedFile: Sendable, Hashable {
    /// The rows in their order, rated and preferred answers too.
    package var rows: [Example]
    /// The part that each row says it belongs to, nil for those that say nothing; empty when no row can say it.
    package var splits: [DatasetSplit?] = []
    /// The format that the first of them has.
    package var format: ImportFormat
    /// Rows of a table that cannot be used, in their order.
    package var faults: [RowFault] = []
}
