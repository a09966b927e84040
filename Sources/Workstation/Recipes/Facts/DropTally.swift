/// Counts what was left out, by reason.
struct DropTally: Sendable {
    private var counts: [String: Int] = [:]

    /// Adds to the count of a reason.
    mutating func add(_ reason: String, _ count: Int = 1) {
        if count > 0 { counts[reason, default: 0] += count }
    }

    /// The reasons, most frequent first, equal counts by name.
    var drops: [RecipeDrop] {
        counts.map { RecipeDrop(reason: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
