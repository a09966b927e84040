/// What a GGUF file says about one of its tensors.
package struct GGUFTensor: Sendable, Hashable {
    /// The name, such as `blk.0.attn_q.weight`.
    package let name: String
    /// The sizes, fastest first: a matrix `[rows, columns]` is written `[columns, rows]`.
    package let sizes: [Int]
    /// GGUF's number for the format; not every number is a format that this program reads.
    package let type: Int
    /// Where the data starts in the file.
    package let offset: Int

    /// Number of weights; the reader has checked that it fits.
    package var count: Int { sizes.reduce(1, *) }
}
