internal import Tensor

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

    /// The format's name, or its number when nobody has named it.
    package var typeName: String {
        WeightFormat(rawValue: type)?.name ?? Self.otherNames[type] ?? "number \(type)"
    }

    /// Formats of GGUF files that this program does not read.
    private static let otherNames: [Int: String] = [
        9: "Q8_1", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 21: "IQ3_S", 22: "IQ2_S",
        24: "I8",
        25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
        40: "NVFP4",
    ]
}
