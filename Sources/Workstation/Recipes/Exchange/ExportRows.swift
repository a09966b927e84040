import Core

/// Which rows of a dataset are written.
package enum ExportRows: String, Codable, Sendable, CaseIterable {
    /// Those that are learned.
    case train
    /// Those that measure generalisation.
    case heldOut
    /// Those that measure recall.
    case recall
    /// All of them: to keep, not to learn.
    case all

    /// Whether rows of a split are written.
    func holds(_ split: DatasetSplit) -> Bool { self == .all || rawValue == split.rawValue }
}
