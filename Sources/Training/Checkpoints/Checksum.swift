import Tensor

/// A checksum of floats that notices a changed, missing or moved value: FNV-1a over 32-bit words.
///
/// It guards against damage, not against someone who means harm: the run folder is the user's own.
struct Checksum {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Takes in all elements of a matrix.
    mutating func add(_ matrix: Matrix) {
        var hash = value
        matrix.withSpan { span in
            for index in 0..<span.count {
                hash = (hash ^ UInt64(span[index].bitPattern)) &* 0x0000_0100_0000_01b3
            }
        }
        value = hash
    }

    /// The checksum of some matrices, one after another.
    static func of(_ matrices: Matrix...) -> UInt64 {
        var checksum = Checksum()
        for matrix in matrices { checksum.add(matrix) }
        return checksum.value
    }
}
