/// A row-major matrix of 32-bit floats that owns its memory.
///
/// The size is fixed. The memory starts on a 64-byte boundary and is zero at first. Operations on whole
/// matrices are those of ``Device``; the accessors here are for single rows and for tests.
///
/// `@unchecked Sendable` holds by a rule for the users: whoever writes a matrix is its only user at that
/// time. ``Device`` operations keep it inside: they return only after every worker has finished.
@safe
package final class Matrix: @unchecked Sendable {
    /// Number of rows.
    package let rows: Int
    /// Number of columns.
    package let columns: Int
    /// The elements; freed in `deinit` unless borrowed, never handed out of this module.
    let base: UnsafeMutablePointer<Float>
    /// The matrix whose memory this one shows, kept alive; nil for one that owns its memory.
    private let owner: Matrix?

    /// Makes a matrix of zeros.
    ///
    /// - Parameters:
    ///   - rows: At least 0.
    ///   - columns: At least 0; `rows · columns` must fit in memory.
    package init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "A matrix cannot have \(rows) rows and \(columns) columns.")
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        precondition(!overflow && count <= Int.max / 8, "A matrix of \(rows) x \(columns) is too large.")
        self.rows = rows
        self.columns = columns
        let bytes = max(1, count) * MemoryLayout<Float>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        unsafe base = raw.initializeMemory(as: Float.self, repeating: 0, count: max(1, count))
        owner = nil
    }

    /// Shows a part of another matrix's memory as a matrix of its own, without copying.
    ///
    /// - Parameters:
    ///   - owner: The matrix that holds the memory; it stays alive as long as the view.
    ///   - start: The first element, counted row by row.
    ///   - rows: At least 0.
    ///   - columns: At least 0; `start + rows · columns` elements must exist.
    package init(viewing owner: Matrix, from start: Int = 0, rows: Int, columns: Int) {
        precondition(
            start >= 0 && rows >= 0 && columns >= 0 && rows <= owner.count && columns <= owner.count
                && start + rows * columns <= owner.count,
            "A view of \(rows) x \(columns) from \(start) leaves a matrix of \(owner.rows) x \(owner.columns)."
        )
        self.rows = rows
        self.columns = columns
        unsafe base = owner.base + start
        self.owner = owner.owner ?? owner
    }

    /// Some of the rows, without copying; the whole matrix is itself.
    package func view(_ range: Range<Int>) -> Matrix {
        if range == 0..<rows { return self }
        return Matrix(
            viewing: self, from: range.lowerBound * columns, rows: range.count, columns: columns)
    }

    /// Makes a matrix from its elements, row by row.
    package convenience init(rows: Int, columns: Int, _ elements: [Float]) {
        self.init(rows: rows, columns: columns)
        precondition(elements.count == count, "\(elements.count) elements do not fill \(rows) x \(columns).")
        for (index, element) in elements.enumerated() { unsafe base[index] = element }
    }

    deinit {
        if owner == nil { unsafe base.deallocate() }
    }

    /// Number of elements.
    package var count: Int { rows * columns }

    /// One element.
    package subscript(row: Int, column: Int) -> Float {
        get {
            check(row, column)
            return unsafe base[row * columns + column]
        }
        set {
            check(row, column)
            unsafe base[row * columns + column] = newValue
        }
    }

    /// All elements, row by row.
    package var elements: [Float] {
        get { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }
        set {
            precondition(
                newValue.count == count, "\(newValue.count) elements do not fill \(rows) x \(columns).")
            withMutableSpan { span in
                for index in newValue.indices { span[index] = newValue[index] }
            }
        }
    }

    /// Lends all elements for reading, row by row.
    package func withSpan<Result, Failure>(
        _ body: (Span<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(Span(_unsafeStart: base, count: count))
    }

    /// Lends all elements for writing, row by row.
    package func withMutableSpan<Result, Failure>(
        _ body: (inout MutableSpan<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var span = unsafe MutableSpan(_unsafeStart: base, count: count)
        return try body(&span)
    }

    /// Lends one row for reading.
    package func withRow<Result, Failure>(
        _ row: Int, _ body: (Span<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(row >= 0 && row < rows, "Row \(row) is outside a matrix of \(rows) rows.")
        return try unsafe body(Span(_unsafeStart: base + row * columns, count: columns))
    }

    /// One row as an array.
    package func row(_ row: Int) -> [Float] {
        withRow(row) { span in
            var result: [Float] = []
            result.reserveCapacity(span.count)
            for index in 0..<span.count { result.append(span[index]) }
            return result
        }
    }

    /// Sets every element to one value.
    package func fill(_ value: Float) {
        unsafe base.update(repeating: value, count: count)
    }

    /// Copies rows from another matrix of the same width.
    ///
    /// - Parameters:
    ///   - source: Where the rows come from.
    ///   - range: Which rows of `source`.
    ///   - start: The row here that the first of them goes to.
    package func copyRows(from source: Matrix, _ range: Range<Int>, to start: Int = 0) {
        precondition(source.columns == columns, "Rows of \(source.columns) and \(columns) columns differ.")
        precondition(range.lowerBound >= 0 && range.upperBound <= source.rows, "Rows \(range) do not exist.")
        precondition(start >= 0 && start + range.count <= rows, "Rows from \(start) do not fit.")
        let from = unsafe source.base + range.lowerBound * columns
        unsafe (base + start * columns).update(from: from, count: range.count * columns)
    }

    private func check(_ row: Int, _ column: Int) {
        precondition(
            row >= 0 && row < rows && column >= 0 && column < columns,
            "Element (\(row), \(column)) is outside a matrix of \(rows) x \(columns).")
    }
}
