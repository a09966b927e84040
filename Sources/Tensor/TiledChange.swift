/// A low-rank change as plain numbers and addresses, which workers read without counting references.
@safe
struct TiledChange {
    /// Rows of the batch.
    let rows: Range<Int>
    /// Which of the outputs.
    let output: Int
    /// Columns of A, rows of A, and rows of B.
    let inputs, rank, outputs: Int
    /// What the product is multiplied by.
    let scale: Float
    /// Tiles of A and of B.
    let down, up: UnsafeRawPointer
    /// Where the product of the first row with A is kept, among those of all changes; the other rows follow.
    let place: Int
    /// Bytes of A's tiles.
    let downBytes: Int
}
