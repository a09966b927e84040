/// The newest tokens of one sequence among the rows of a batch.
package struct CacheSegment {
    /// Rows of the batch.
    package let rows: Range<Int>
    /// The sequence's pages, with room for all of its positions.
    package let table: CacheTable
    /// Positions of the sequence, the new ones included.
    package let length: Int

    /// Names a segment.
    package init(rows: Range<Int>, table: CacheTable, length: Int) {
        precondition(
            length >= rows.count && table.pages.count >= CacheLayout.pages(for: length),
            "A table of \(table.pages.count) pages does not hold \(length) positions, \(rows.count) of them new."
        )
        self.rows = rows
        self.table = table
        self.length = length
    }

    /// The position of the first of the new tokens.
    var start: Int { length - rows.count }
}
