internal import Core

/// A row before any filter, with the part of the dataset that it belongs to.
struct RawRow: Codable, Sendable, Hashable {
    var example: Example
    var split: DatasetSplit
}
