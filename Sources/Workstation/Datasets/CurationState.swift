internal import Core
internal import Ingest
internal import Store

/// What filters and people did with the raw rows of a dataset: everything that its version follows from.
///
/// Rows are named by their position among the raw rows, so that a filter can be undone after rows were edited: what a person
/// did to a row stays, whatever the filters do with the others.
struct CurationState: Codable, Sendable {
    /// Which filters run, and their thresholds.
    var settings = CurationSettings()
    /// What the filters did.
    var reports: [CurationReport] = []
    /// Rows that people rewrote.
    var edits: [Int: Example] = [:]
    /// Rows that people left out.
    var removed: Set<Int> = []
    /// For each row of the version its place among the raw rows.
    var places: [Int] = []
    /// What became of each chunk that a model was asked about when the dataset was built; nil when none was.
    var chunks: [ChunkAccount]?

    /// The filters of a new dataset: all but the one of languages, because a person's documents are theirs in every language.
    static var usual: CurationState {
        var state = CurationState()
        state.settings.filters.removeAll { $0 == .language }
        return state
    }

    /// What no filter touches.
    static var unfiltered: CurationState {
        var state = CurationState()
        state.settings.filters = []
        return state
    }

    /// The rows that remain, in order, with their places among the raw ones.
    ///
    /// - Parameters:
    ///   - raw: The raw rows.
    ///   - context: What filters may ask for.
    /// - Returns: The rows and their places.
    mutating func apply(to raw: [RawRow], _ context: CurationContext) -> [(id: Int, row: DatasetRow)] {
        let curation = Curation(settings: settings, context: context)
        let result = curation.run(raw.map { ($0.example, $0.split) })
        reports = result.reports
        // The filter of languages is off at first; what it would take says whether a person wants it.
        if !settings.filters.contains(.language) {
            reports.append(curation.preview(of: .language, over: result.rows))
        }
        return result.rows.compactMap { row in
            if removed.contains(row.id) { return nil }
            let edited = edits[row.id]
            return (
                row.id, DatasetRow(example: edited ?? row.example, split: row.split, edited: edited != nil)
            )
        }
    }

    /// What the filters left out, as a version lists it.
    var drops: [DatasetDrop] {
        reports.flatMap { report in
            let dropped = report.findings.filter { $0.action == .drop }
            var counts: [String: Int] = [:]
            for finding in dropped { counts[finding.reason, default: 0] += 1 }
            return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                DatasetDrop(reason: "\(report.filter.title): \($0.key)", count: $0.value)
            }
        }
    }
}

extension CurationFilterName {
    /// What a person calls the filter.
    var title: String {
        switch self {
        case .boilerplate: "Repeated passages"
        case .exactDuplicates: "Equal rows"
        case .nearDuplicates: "Nearly equal rows"
        case .personalData: "Personal data"
        case .secrets: "Secrets"
        case .language: "Other languages"
        case .length: "Unusual length"
        case .contamination: "Held-out rows that are learned"
        case .quality: "Low quality"
        }
    }
}
