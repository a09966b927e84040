import Core
import Foundation

/// Takes rows that are far shorter or longer than other rows of their kind.
///
/// The logarithm of the length is compared with its median; the scale is the median deviation, which a few
/// odd rows do not move. Fewer than 20 rows of a kind have no middle to speak of.
struct LengthFilter: CurationFilter {
    let name = CurationFilterName.length
    /// Robust deviations that are still usual.
    var deviations: Double
    private static let fewest = 20
    /// Rows that are all alike must not make a small difference an outlier.
    private static let smallestScale = 0.4

    init(deviations: Double) { self.deviations = deviations }

    var measure: String {
        "More than \(deviations) robust deviations from the middle of the logarithm of the length, among rows of its kind."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        var findings: [CurationFinding] = []
        for kind in Example.Kind.allCases {
            let members = rows.filter { $0.example.kind == kind }
            guard members.count >= Self.fewest else { continue }
            let lengths = members.map { $0.learned.count }
            let logarithms = lengths.map { log(Double(max($0, 1))) }
            let middle = Self.median(logarithms)
            let scale = max(1.4826 * Self.median(logarithms.map { abs($0 - middle) }), Self.smallestScale)
            let low = Int(exp(middle - deviations * scale).rounded(.up))
            let high = Int(min(exp(middle + deviations * scale), 1e12))
            for index in members.indices where lengths[index] < low || lengths[index] > high {
                findings.append(
                    CurationFinding(
                        row: members[index].id, action: .drop,
                        reason: lengths[index] < low ? "far shorter than others" : "far longer than others",
                        evidence: [
                            "\(lengths[index]) characters; others of its kind have \(low) to \(high)",
                            Excerpt.of(members[index].learned),
                        ]))
            }
        }
        return findings.sorted { $0.row < $1.row }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.count % 2 == 1
            ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    }
}
