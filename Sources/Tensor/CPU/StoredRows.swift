/// Some rows and columns of weights or of a matrix, where they lie: what is packed as a right operand.
///
/// It does not keep the memory alive; it lives no longer than the operation that names its source.
@safe
struct StoredRows {
    /// How the numbers are stored.
    var format: WeightFormat
    /// The first number.
    var address: UnsafeRawPointer
    /// Bytes from one row to the next.
    var rowBytes: Int
    /// Number of rows.
    var rows: Int
    /// Number of columns.
    var columns: Int

    /// All of some weights.
    init(_ weight: WeightMatrix) {
        format = weight.format
        unsafe address = weight.address
        rowBytes = weight.rowBytes
        rows = weight.rows
        columns = weight.columns
    }

    /// Neighbouring columns of a matrix.
    init(_ slice: MatrixSlice) {
        unsafe self.init(slice.base, stride: slice.stride, rows: slice.rows, columns: slice.columns)
    }

    /// Floats, one row every `stride` of them.
    init(_ floats: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int) {
        format = .f32
        unsafe address = UnsafeRawPointer(floats)
        rowBytes = stride * MemoryLayout<Float>.stride
        self.rows = rows
        self.columns = columns
    }

    /// A part; its first column begins a block of the format.
    func part(rows: Range<Int>, columns: Range<Int>) -> StoredRows {
        var part = self
        unsafe part.address =
            address + rows.lowerBound * rowBytes + columns.lowerBound / format.blockWeights
            * format.blockBytes
        part.rows = rows.count
        part.columns = columns.count
        return part
    }
}
