#if canImport(Glibc)
    internal import Glibc
#endif

/// The scaling of *YaRN: Efficient Context Window Extension of Large Language Models*: pairs that turn often within the
/// original context keep their speed, slow ones are slowed down by the factor, and those between go over.
struct Yarn {
    /// How many times longer the context has become.
    let factor: Float
    /// The context that the model was first made for.
    let context: Int
    /// Turns within the original context above which a pair keeps its speed.
    var fast: Float = 32
    /// Turns below which it is slowed down in full.
    var slow: Float = 1
    /// Whether the limits between are whole pairs.
    var truncates = true

    /// What queries and keys are multiplied by, by the paper's rule.
    var attentionFactor: Float { Self.sharpening(factor, 1) }

    /// `0.1 · weight · ln(factor) + 1`, which is 1 for a factor that shortens.
    static func sharpening(_ factor: Float, _ weight: Float) -> Float {
        factor <= 1 ? 1 : Float(0.1 * Double(weight) * log(Double(factor)) + 1)
    }

    /// Scales frequencies that were made from a base.
    func frequencies(_ plain: [Float], base: Float) -> [Float] {
        var first = pair(turning: fast, of: plain.count, base)
        var last = pair(turning: slow, of: plain.count, base)
        if truncates { (first, last) = (floor(first), ceil(last)) }
        first = max(first, 0)
        last = min(last, Double(2 * plain.count - 1))
        // The reference's own way around a division by zero.
        if first == last { last += 0.001 }
        return plain.enumerated().map { index, frequency in
            let share = Float(min(1, max(0, (Double(index) - first) / (last - first))))
            return frequency / factor * share + frequency * (1 - share)
        }
    }

    /// The pair, counted in fractions, that makes a number of turns within the original context.
    private func pair(turning turns: Float, of pairs: Int, _ base: Float) -> Double {
        Double(pairs) * log(Double(context) / (Double(turns) * 2 * .pi)) / log(Double(base))
    }
}
