/// Keys and values that were laid out as rows, in memory that grows to the largest request and is used again.
struct GatheredRows {
    private var keys = Matrix(rows: 0, columns: 0)
    private var values = Matrix(rows: 0, columns: 0)

    /// Two matrices of unspecified content.
    mutating func matrices(rows: Int, columns: Int) -> (keys: Matrix, values: Matrix) {
        if keys.count < rows * columns {
            // A cache grows by a token at a time; its rows should not be allocated anew for each.
            let room = rows + rows / 2
            keys = Matrix(rows: room, columns: columns)
            values = Matrix(rows: room, columns: columns)
        }
        return (
            Matrix(viewing: keys, rows: rows, columns: columns),
            Matrix(viewing: values, rows: rows, columns: columns)
        )
    }
}
