internal import Core

/// What one version of a dataset holds that another does not.
package struct DatasetDifference: Codable, Sendable, Hashable {
    /// A row of one of the versions, or of both when it was changed.
    package struct Row: Codable, Sendable, Hashable {
        /// The row in the first version; nil for one that was added.
        package var before: CurationFindingPage.Content?
        /// The row in the second version; nil for one that was removed.
        package var after: CurationFindingPage.Content?
    }

    /// The first version.
    package var from: Int
    /// The second version.
    package var to: Int
    /// Rows that only the second holds.
    package var added: Int
    /// Rows that only the first holds.
    package var removed: Int
    /// Rows that both hold in other words.
    package var changed: Int
    /// The first of them.
    package var rows: [Row]

    /// Rows that are shown.
    private static let shownRows = 100
    /// Pairs of rows that are compared for likeness; where there are more, rows are told as removed and added.
    private static let mostPairs = 250_000

    /// Compares the rows of two versions.
    ///
    /// Between two rows that both versions hold, rows of the first and of the second are paired in their order: filters and
    /// people change and remove rows, and move none.
    init(
        from: Int, _ old: [(digest: String, example: Example)], to: Int,
        _ new: [(digest: String, example: Example)]
    ) {
        self.from = from
        self.to = to
        let (inOld, inNew) = (Set(old.map(\.digest)), Set(new.map(\.digest)))
        let before = Self.gaps(old) { inNew.contains($0) }
        let after = Self.gaps(new) { inOld.contains($0) }
        var rows: [Row] = []
        var (added, removed, changed) = (0, 0, 0)
        for key in before.order + after.order.filter({ before.rows[$0] == nil }) {
            let (gone, come) = (before.rows[key] ?? [], after.rows[key] ?? [])
            var unpaired = come
            let isComparable = gone.count * come.count <= Self.mostPairs
            for old in gone {
                // As many on both sides were changed in place; else rows belong together that say much the same.
                let match =
                    gone.count == come.count
                    ? unpaired.indices.first
                    : isComparable ? unpaired.firstIndex { Self.isLike(old, $0) } : nil
                if let match {
                    rows.append(Row(before: .init(old), after: .init(unpaired.remove(at: match))))
                    changed += 1
                } else {
                    rows.append(Row(before: .init(old), after: nil))
                    removed += 1
                }
            }
            added += unpaired.count
            rows += unpaired.map { Row(before: nil, after: .init($0)) }
        }
        self.added = added
        self.removed = removed
        self.changed = changed
        self.rows = Array(rows.prefix(Self.shownRows))
    }

    /// Rows that the other version lacks, by the last row before them that it has.
    private static func gaps(
        _ rows: [(digest: String, example: Example)], _ isShared: (String) -> Bool
    ) -> (order: [String], rows: [String: [Example]]) {
        var order: [String] = []
        var gaps: [String: [Example]] = [:]
        var last = ""
        for (digest, example) in rows {
            if isShared(digest) {
                last = digest
            } else {
                if gaps[last] == nil { order.append(last) }
                gaps[last, default: []].append(example)
            }
        }
        return (order, gaps)
    }

    /// Whether one row may have become the other: the same question, the same answer, or half of the words.
    private static func isLike(_ one: Example, _ other: Example) -> Bool {
        if let prompt = one.prompt, prompt == other.prompt { return true }
        if let completion = one.completion, completion == other.completion { return true }
        func words(_ example: Example) -> Set<Substring> {
            Set(
                (example.text ?? example.messages.map(\.content).joined(separator: " ")).split(separator: " ")
            )
        }
        let (first, second) = (words(one), words(other))
        return 2 * first.intersection(second).count >= max(first.count, second.count)
    }
}
