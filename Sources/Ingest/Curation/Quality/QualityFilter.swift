import Core

/// Takes rows that score below a minimum; the evidence lists the parts of the score.
struct QualityFilter: CurationFilter {
    let name = CurationFilterName.quality
    /// The lowest score that is kept.
    var minimum: Double

    var measure: String {
        "A score below \(Percent.of(minimum)): the geometric mean of length, repetition, letters, whole sentences, "
            + "question and share of the answer in its source."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        let scorer = QualityScorer()
        return rows.compactMap { row in
            let source = row.example.source.flatMap { context.sourceText($0) }
            let score = scorer.score(row.example, source: source)
            guard score.value < minimum else { return nil }
            let weakest = score.parts.min { $0.score < $1.score }
            return CurationFinding(
                row: row.id, action: .drop, reason: "low quality: \(weakest?.name.rawValue ?? "")",
                evidence: ["score \(Percent.of(score.value))"]
                    + score.parts.map { "\($0.name.rawValue) \(Percent.of($0.score)): \($0.reason)" })
        }
    }
}
