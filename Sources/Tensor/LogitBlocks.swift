internal import CKernels

/// Rows of logits, looked at block by block: what choosing a token and comparing two models need.
///
/// A row has V logits in blocks of ``size``; the last block may be shorter. Numbers that are not finite stand for
/// tokens that cannot follow. The functions use the vector kernels of this processor on the calling thread.
package enum LogitBlocks {
    /// Logits in one block.
    package static let size = Int(CK_DISTRIBUTION_BLOCK)

    private static let level = InstructionLevel.chosen.kernelLevel

    /// The largest finite logit of each block; negative infinity where there is none.
    package static func maxima(of logits: Span<Float>) -> [Float] { maxima(of: logits, level) }

    /// The sums of `e^((logit - largest) / temperature)` of each block.
    ///
    /// - Parameters:
    ///   - logits: One number a token.
    ///   - largest: The largest finite logit.
    ///   - temperature: Above 0.
    /// - Returns: One sum a block.
    package static func weights(of logits: Span<Float>, largest: Float, temperature: Float) -> [Double] {
        weights(of: logits, largest: largest, temperature: temperature, level)
    }

    /// The Kullback-Leibler divergence of one softmax from another, `Σ P · log(P / Q)`, in nats.
    ///
    /// - Parameters:
    ///   - reference: Finite logits of P.
    ///   - other: As many of Q.
    /// - Returns: At least 0 up to rounding of about one millionth.
    package static func divergence(of reference: Span<Float>, from other: Span<Float>) -> Double {
        divergence(of: reference, from: other, level)
    }

    // MARK: - At a given level

    static func maxima(of logits: Span<Float>, _ level: ck_level) -> [Float] {
        unsafe [Float](unsafeUninitializedCapacity: blocks(logits.count)) { result, count in
            count = blocks(logits.count)
            guard let target = result.baseAddress else { return }
            unsafe logits.withUnsafeBufferPointer { row in
                if let row = row.baseAddress {
                    unsafe ck_block_maxima_f32(level, row, logits.count, target)
                }
            }
        }
    }

    static func weights(
        of logits: Span<Float>, largest: Float, temperature: Float, _ level: ck_level
    ) -> [Double] {
        precondition(temperature > 0, "A temperature is above 0, not \(temperature).")
        return unsafe [Double](unsafeUninitializedCapacity: blocks(logits.count)) { result, count in
            count = blocks(logits.count)
            guard let target = result.baseAddress else { return }
            unsafe logits.withUnsafeBufferPointer { row in
                if let row = row.baseAddress {
                    unsafe ck_block_exp_sums_f32(level, row, logits.count, largest, 1 / temperature, target)
                }
            }
        }
    }

    static func divergence(
        of reference: Span<Float>, from other: Span<Float>, _ level: ck_level
    ) -> Double {
        precondition(
            reference.count == other.count && !reference.isEmpty,
            "Rows of \(reference.count) and \(other.count) logits cannot be compared.")
        return unsafe reference.withUnsafeBufferPointer { p in
            unsafe other.withUnsafeBufferPointer { q in
                guard let p = p.baseAddress, let q = q.baseAddress else { return 0 }
                return unsafe ck_divergence_f32(level, p, q, reference.count)
            }
        }
    }

    private static func blocks(_ count: Int) -> Int { (count + size - 1) / size }
}
