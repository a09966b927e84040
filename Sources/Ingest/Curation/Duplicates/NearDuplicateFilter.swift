import Core

/// Takes rows that say almost the same as an earlier row of the same part.
///
/// Rows form clusters around their first member: every member is compared with it, so that a chain of small
/// changes does not join what is different. Rows of one fact are wordings by intent and are not compared.
struct NearDuplicateFilter: CurationFilter {
    let name = CurationFilterName.nearDuplicates
    /// Share of common runs from which two rows are the same.
    var threshold: Double
    /// Words in a run.
    var words: Int

    var measure: String {
        "At least \(Percent.of(threshold)) of all runs of \(words) words are common (candidates found by 64 minimum hashes in 16 bands)."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        var findings: [CurationFinding] = []
        for split in DatasetSplit.allCases {
            var index = NearDuplicates(threshold: threshold, shingleWords: words)
            var ids: [Int] = []
            var groups: [String: Int] = [:]
            for row in rows where row.split == split {
                // Signs alone are alike to words; the quality filter judges them.
                if WordShingles.words(row.text).isEmpty { continue }
                let group = row.example.factId.map { id in
                    let next = groups.count + 1
                    return groups[id, default: next]
                }
                if let id = row.example.factId, let group { groups[id] = group }
                if let match = index.match(row.text, group: group ?? 0) {
                    findings.append(
                        CurationFinding(
                            row: row.id, action: .drop, reason: "says almost the same as another row",
                            evidence: ["\(Percent.of(match.similarity)) alike", Excerpt.of(row.text)],
                            related: [ids[match.position]]))
                } else {
                    ids.append(row.id)
                }
            }
        }
        return findings.sorted { $0.row < $1.row }
    }
}
