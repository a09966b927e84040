package import Core

/// Runs the filters of a dataset one after the other.
///
/// Nothing is changed in place: running with other settings over the same rows undoes a filter, or a single
/// decision of it (``CurationSettings/exceptions``).
package struct Curation: Sendable {
    /// Which filters run, and their thresholds.
    package var settings: CurationSettings
    /// What they may ask for.
    package var context: CurationContext

    /// Makes a pipeline.
    package init(
        settings: CurationSettings = CurationSettings(), context: CurationContext = CurationContext()
    ) {
        self.settings = settings
        self.context = context
    }

    /// Runs all filters.
    ///
    /// - Parameter rows: The rows with the part of the dataset that each belongs to; their positions name them.
    /// - Returns: What remains and the reports; for each of them *examined = dropped + remaining*.
    package func run(_ rows: [(example: Example, split: DatasetSplit)]) -> CurationResult {
        var remaining = rows.enumerated().map {
            CurationRow(id: $0.offset, split: $0.element.split, example: $0.element.example)
        }
        var reports: [CurationReport] = []
        for name in settings.filters {
            let filter = settings.filter(name)
            let exempt = Set(settings.exceptions.filter { $0.filter == name }.map(\.row))
            var restored: Set<Int> = []
            let findings = filter.findings(in: remaining, context).filter { finding in
                guard finding.action != .keep, exempt.contains(finding.row) else { return true }
                restored.insert(finding.row)
                return false
            }
            reports.append(
                CurationReport(
                    filter: name, measure: filter.measure, examined: remaining.count, findings: findings,
                    restored: restored.sorted()))
            remaining = Self.applied(findings, to: remaining)
        }
        return CurationResult(rows: remaining, reports: reports)
    }

    /// What a filter that does not run would do with rows: it names them and changes nothing.
    package func preview(of name: CurationFilterName, over rows: [CurationRow]) -> CurationReport {
        let filter = settings.filter(name)
        let findings = filter.findings(in: rows, context).map { finding in
            var finding = finding
            finding.action = .keep
            finding.replacement = nil
            return finding
        }
        return CurationReport(filter: name, measure: filter.measure, examined: rows.count, findings: findings)
    }

    private static func applied(_ findings: [CurationFinding], to rows: [CurationRow]) -> [CurationRow] {
        var dropped: Set<Int> = []
        var replaced: [Int: Example] = [:]
        for finding in findings {
            switch finding.action {
            case .drop: dropped.insert(finding.row)
            case .change: replaced[finding.row] = finding.replacement
            case .keep: break
            }
        }
        return rows.compactMap { row in
            if dropped.contains(row.id) { return nil }
            var row = row
            if let example = replaced[row.id] { row.example = example }
            return row
        }
    }
}
