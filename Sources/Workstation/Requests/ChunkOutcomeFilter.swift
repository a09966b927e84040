/// Which chunks a person wants to see.
package enum ChunkOutcomeFilter: String, Sendable, CaseIterable {
    /// Those that rows were made of.
    case withRows
    /// Those that ended in reasons alone.
    case withoutRows
}
