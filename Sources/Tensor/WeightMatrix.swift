internal import CKernels

/// Frozen weights `[rows, columns]` in their stored format, inside a file that is kept alive.
///
/// Rows are outputs and columns are inputs, so that a linear layer is `y = x · Wᵀ`.
package struct WeightMatrix: Sendable {
    /// How the weights are stored.
    package let format: WeightFormat
    /// Number of rows: outputs.
    package let rows: Int
    /// Number of columns: inputs; a multiple of the format's block.
    package let columns: Int
    /// Bytes from one row to the next.
    package let rowBytes: Int
    /// The file that holds them.
    package let file: MappedFile
    /// Where the first weight is in the file.
    package let offset: Int

    /// Names weights inside a file.
    ///
    /// - Throws: ``TensorError`` when the shape does not fit the format, the product overflows or the bytes do not exist.
    package init(
        format: WeightFormat, rows: Int, columns: Int, file: MappedFile, offset: Int
    ) throws(TensorError) {
        guard rows > 0, columns > 0, columns % format.blockWeights == 0 else {
            throw .badWeight(
                "Weights of \(rows) x \(columns) in \(file.path) do not fit the format \(format.name), whose "
                    + "rows hold a multiple of \(format.blockWeights) weights; get a sound copy.")
        }
        let (rowBytes, first) = (columns / format.blockWeights).multipliedReportingOverflow(
            by: format.blockBytes)
        let (total, second) = rowBytes.multipliedReportingOverflow(by: rows)
        guard !first, !second else {
            throw .badWeight(
                "Weights of \(rows) x \(columns) in \(file.path) are too large; get a sound copy.")
        }
        _ = try unsafe file.pointer(at: offset, count: total)
        self.format = format
        self.rows = rows
        self.columns = columns
        self.rowBytes = rowBytes
        self.file = file
        self.offset = offset
    }

    /// Keeps a copy of bytes in the given format.
    package init(format: WeightFormat, rows: Int, columns: Int, bytes: [UInt8]) throws(TensorError) {
        try self.init(
            format: format, rows: rows, columns: columns, file: MappedFile(copying: bytes), offset: 0)
    }

    /// Keeps a copy of a matrix in 32-bit floats.
    package init(_ matrix: Matrix) throws(TensorError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * matrix.count)
        for element in matrix.elements {
            let bits = element.bitPattern
            for shift in [UInt32(0), 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        }
        try self.init(format: .f32, rows: matrix.rows, columns: matrix.columns, bytes: bytes)
    }

    /// Bytes that the weights take.
    package var byteCount: Int { rows * rowBytes }

    /// Expands every weight, for small tensors and tests.
    package func expanded() -> Matrix {
        let matrix = Matrix(rows: rows, columns: columns)
        unsafe ck_expand(ck_best_level(), Int32(format.rawValue), address, matrix.base, matrix.count)
        return matrix
    }

    /// Whether products can use the bytes as they are.
    var isPlain: Bool {
        guard format == .f32 else { return false }
        return UInt(bitPattern: unsafe address) % UInt(MemoryLayout<Float>.alignment) == 0
    }

    /// Where the weights are; valid while ``file`` is alive.
    @unsafe
    var address: UnsafeRawPointer {
        guard let pointer = try? unsafe file.pointer(at: offset, count: byteCount) else {
            // `init` has checked this very range, and a mapping never changes its size.
            preconditionFailure("The weights at \(offset) are outside \(file.path).")
        }
        return unsafe pointer
    }
}
