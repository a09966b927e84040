internal import CKernels

/// Memory that rounded low-rank changes work in, for inputs of one width and ranks up to one.
struct LowRankRoom {
    /// Bytes of an input as integers.
    let rowBytes: Int
    /// Bytes of a row's product with A as integers.
    let lowBytes: Int
    /// Floats of a row's product with A.
    let lowFloats: Int

    init(inputs: Int, rank: Int) {
        rowBytes = ck_int16_row_bytes(inputs)
        lowFloats = Self.columns(rank)
        lowBytes = ck_int16_row_bytes(lowFloats)
    }

    /// Columns of a product with A: whole blocks of the kernels, with zeros beyond the rank.
    static func columns(_ rank: Int) -> Int { (rank + 31) / 32 * 32 }

    /// Bytes for the floats of some rows.
    func floatBytes(_ rows: Int) -> Int { rows * lowFloats * MemoryLayout<Float>.stride }
}
