/// The account of one filter: how many rows it saw, and every row that it took, changed or only names.
package struct CurationReport: Codable, Sendable, Hashable {
    /// The filter.
    package var filter: CurationFilterName
    /// Its measure and threshold in a sentence.
    package var measure: String
    /// Rows that reached the filter.
    package var examined: Int
    /// What it found and did, in the order of the rows.
    package var findings: [CurationFinding]
    /// Rows that it would have taken or changed and that a person put back.
    package var restored: [Int]

    /// Makes a report.
    package init(
        filter: CurationFilterName, measure: String, examined: Int, findings: [CurationFinding],
        restored: [Int] = []
    ) {
        self.filter = filter
        self.measure = measure
        self.examined = examined
        self.findings = findings
        self.restored = restored
    }

    /// Rows that were taken out.
    package var droppedCount: Int { findings.count { $0.action == .drop } }
    /// Rows that were changed.
    package var changedCount: Int { findings.count { $0.action == .change } }
    /// Rows that go on to the next filter.
    package var remainingCount: Int { examined - droppedCount }

    /// How many rows each reason applies to, most frequent first, equal counts by name.
    package var reasons: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for finding in findings { counts[finding.reason, default: 0] += 1 }
        return counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
