import Core
import Ingest

extension RecipeOutput {
    /// Takes held-out and recall rows whose words or question are learned out, and counts them.
    ///
    /// Documents quote each other: a held-out document may repeat what another one teaches.
    mutating func removeLeaks() {
        var settings = CurationSettings()
        settings.filters = [.contamination]
        let rows =
            train.map { ($0, DatasetSplit.train) } + heldOut.map { ($0, .heldOut) }
            + recall.map { ($0, .recall) }
        let result = Curation(settings: settings).run(rows.map { (example: $0.0, split: $0.1) })
        guard let report = result.reports.first, report.droppedCount > 0 else { return }
        heldOut = result.rows.filter { $0.split == .heldOut }.map(\.example)
        recall = result.rows.filter { $0.split == .recall }.map(\.example)
        drops += report.reasons.map { RecipeDrop(reason: "held-out row: \($0.reason)", count: $0.count) }
        drops.sort { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
