internal import Core
internal import Ingest
internal import Store

/// New versions from old ones: rows edited, filters set otherwise, steps undone.
extension DatasetService {
    /// Makes a new version with rows changed or left out.
    ///
    /// - Throws: `StoreError` when the version is not the newest, ``WorkstationError`` for a row that is not in it.
    package func edit(_ name: String, version: Int, edits: [ExampleEdit]) async throws -> DatasetVersionView {
        let rows = try await store.allExamples(of: name, version: version)
        let edited = try ExampleEditor(edits).apply(to: rows)
        let prepared = try PreparedRows(edited.rows)
        let record = try await store.datasetVersion(version, of: name)
        var reference: CurationReference?
        if let rawRows = record.rawRowsDigest, record.curationDigest != nil {
            var state = try curation.read(record).state
            let places = Dictionary(zip(rows.map(\.digest), state.places)) { first, _ in first }
            for (old, new) in edited.changes {
                guard let place = places[old] else { continue }
                if let new { state.edits[place] = new } else { state.removed.insert(place) }
            }
            let left = state.places.filter { !state.removed.contains($0) }
            // The rows that are left stand in the order of their places.
            state.places = prepared.kept.filter { $0 < left.count }.map { left[$0] }
            reference = CurationReference(state: try curation.put(state), rawRows: rawRows)
        }
        return try await publish(
            store.addDatasetVersion(
                to: name, parent: version, note: edited.note, counts: edited.counts, drops: record.drops,
                rows: prepared, curation: reference, sources: version))
    }

    /// Makes a new version with filters set otherwise; what people did to rows stays.
    ///
    /// - Throws: `StoreError` when the version is not the newest or no row is left, ``WorkstationError`` for settings that are
    ///   not possible or a version from before there were filters.
    package func curate(_ name: String, version: Int, change: CurationChange) async throws
        -> DatasetVersionView
    {
        let record = try await store.datasetVersion(version, of: name)
        var (raw, state) = try curation.read(record)
        let before = state.settings
        // What the recipe left out stays said; what the filters took is counted anew.
        let taken = Set(state.drops.map(\.reason) + [PreparedRows.repeated])
        state.settings = try change.applied(to: before)
        guard state.settings != before else {
            throw WorkstationError.invalid(
                "no_change", "The filters are set like this already; change one of them.")
        }
        return try await publish(
            curation.add(
                to: name, parent: version, note: Self.note(before, state.settings), counts: record.counts,
                drops: record.drops.filter { !taken.contains($0.reason) },
                raw: raw, rawDigest: record.rawRowsDigest, state: state))
    }

    /// Makes a new version with the rows of an earlier one.
    ///
    /// - Throws: `StoreError` when `version` is not the newest or there is no version `target`.
    package func revert(_ name: String, version: Int, to target: Int) async throws -> DatasetVersionView {
        let record = try await store.datasetVersion(target, of: name)
        let rows = try await store.allExamples(of: name, version: target).map {
            DatasetRow(example: $0.example, split: $0.split, edited: $0.edited)
        }
        var reference: CurationReference?
        if let state = record.curationDigest, let rawRows = record.rawRowsDigest {
            reference = CurationReference(state: state, rawRows: rawRows)
        }
        return try await publish(
            store.addDatasetVersion(
                to: name, parent: version, note: "Back to version \(target)", counts: record.counts,
                drops: record.drops, rows: rows, curation: reference, sources: target))
    }

    /// Keeps what a person thinks of a row.
    ///
    /// - Parameters:
    ///   - name: The dataset.
    ///   - row: The row's identifier.
    ///   - rating: 1 for good, -1 for bad, 0 takes the rating back.
    /// - Throws: `StoreError` when there is no such row, ``WorkstationError`` for another rating.
    package func rate(_ name: String, row: String, rating: Int) async throws {
        guard (-1...1).contains(rating) else {
            throw WorkstationError.invalid("invalid_rating", "The rating \(rating) is not -1, 0 or 1.")
        }
        try await store.rate(rating, example: row, of: name)
    }

    private func publish(_ record: DatasetVersionRecord) async throws -> DatasetVersionView {
        await events.publish(.dataset(try await show(record.datasetName).dataset))
        return DatasetVersionView(record)
    }

    /// What was changed, in a few words.
    private static func note(_ old: CurationSettings, _ new: CurationSettings) -> String {
        var parts: [String] = []
        let (was, now) = (Set(old.filters), Set(new.filters))
        let on = new.filters.filter { !was.contains($0) }.map(\.title)
        let off = old.filters.filter { !now.contains($0) }.map(\.title)
        if !on.isEmpty { parts.append("on: \(on.joined(separator: ", "))") }
        if !off.isEmpty { parts.append("off: \(off.joined(separator: ", "))") }
        let back = Set(new.exceptions).subtracting(old.exceptions).count
        let again = Set(old.exceptions).subtracting(new.exceptions).count
        if back > 0 { parts.append("\(back) put back") }
        if again > 0 { parts.append("\(again) taken again") }
        if parts.isEmpty { parts.append("other thresholds") }
        return "Filters " + parts.joined(separator: "; ")
    }
}
