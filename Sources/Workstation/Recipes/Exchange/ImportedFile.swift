package import Core

/// The rows of a file that was read.
package struct ImportedFile: Sendable, Hashable {
    /// The rows in their order, rated and preferred answers too.
    package var rows: [Example]
    /// The format that the first of them has.
    package var format: ImportFormat
    /// Rows of a table that cannot be used, in their order.
    package var faults: [RowFault] = []
}
