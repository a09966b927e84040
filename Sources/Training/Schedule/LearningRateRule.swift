import Glibc

/// Chooses the peak learning rate of a LoRA run from the size of its model.
package enum LearningRateRule {
    /// The rates that the rule never leaves.
    static let allowed: ClosedRange<Double> = 5e-5...1e-3

    /// The peak rate: `5e-5 · 10 · (2000 / hiddenSize)^0.781`, kept within [5e-5, 1e-3].
    ///
    /// Small models want larger rates. The factor 10 is what LoRA wants above full fine-tuning.
    package static func peak(hiddenSize: Int) -> Float {
        let rate = 5e-5 * 10 * pow(2000 / Double(max(hiddenSize, 1)), 0.781)
        return Float(min(max(rate, allowed.lowerBound), allowed.upperBound))
    }
}
