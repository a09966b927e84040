import Foundation

/// The quality of a row with the parts that explain it.
package struct QualityScore: Codable, Sendable, Hashable {
    /// The parts, in the order of their names.
    package var parts: [QualityPart]

    /// Makes a score.
    package init(parts: [QualityPart]) { self.parts = parts }

    /// From 0 to 1: the geometric mean of the parts, so that one bad part is not made good by others.
    package var value: Double {
        guard !parts.isEmpty else { return 1 }
        let sum = parts.reduce(0.0) { $0 + log(max($1.score, 0.001)) }
        return exp(sum / Double(parts.count))
    }
}
