internal import Foundation

/// Log-probabilities out of logits.
enum LogProbabilities {
    /// The likeliest tokens, likeliest first.
    static func top(_ count: Int, of logits: [Float]) -> [(id: Int, logProbability: Float)] {
        guard count > 0 else { return [] }
        let normalizer = normalizer(of: logits)
        var best: [(id: Int, logit: Float)] = []
        for (id, logit) in logits.enumerated() {
            if best.count == count, let last = best.last, logit <= last.logit { continue }
            let place = best.firstIndex { $0.logit < logit } ?? best.count
            best.insert((id, logit), at: place)
            if best.count > count { best.removeLast() }
        }
        return best.map { ($0.id, Float(Double($0.logit) - normalizer)) }
    }

    /// The log-probability of one token.
    static func of(_ token: Int, in logits: [Float]) -> Float {
        Float(Double(logits[token]) - normalizer(of: logits))
    }

    /// The logarithm of the sum of exponentials.
    private static func normalizer(of logits: [Float]) -> Double {
        let highest = Double(logits.max() ?? 0)
        return highest + log(logits.reduce(0.0) { $0 + exp(Double($1) - highest) })
    }
}
