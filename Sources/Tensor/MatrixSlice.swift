/// Some neighbouring columns of a matrix, where they lie: what a general product reads and writes.
package struct MatrixSlice: Sendable {
    /// The matrix.
    package let matrix: Matrix
    /// Which of its columns.
    package let columnRange: Range<Int>

    /// Names columns of a matrix; all of them unless said otherwise.
    package init(_ matrix: Matrix, columns: Range<Int>? = nil) {
        let columns = columns ?? 0..<matrix.columns
        precondition(
            columns.lowerBound >= 0 && columns.upperBound <= matrix.columns,
            "Columns \(columns) are outside a matrix of \(matrix.rows) x \(matrix.columns).")
        self.matrix = matrix
        columnRange = columns
    }

    /// Number of rows.
    package var rows: Int { matrix.rows }
    /// Number of columns.
    package var columns: Int { columnRange.count }
    /// Elements from one row to the next.
    var stride: Int { matrix.columns }
    /// The first element; used only while the matrix is alive.
    @unsafe var base: UnsafeMutablePointer<Float> { unsafe matrix.base + columnRange.lowerBound }
}
