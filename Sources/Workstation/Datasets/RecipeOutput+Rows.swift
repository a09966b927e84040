internal import Core
internal import Store

extension RecipeOutput {
    /// All rows with the part each belongs to.
    var rawRows: [RawRow] {
        train.map { RawRow(example: $0, split: .train) }
            + heldOut.map { RawRow(example: $0, split: .heldOut) }
            + recall.map { RawRow(example: $0, split: .recall) }
    }

    /// The counts as they are stored.
    var storedCounts: [DatasetCount] { counts.map { DatasetCount(name: $0.name, count: $0.count) } }

    /// What was left out as it is stored.
    var storedDrops: [DatasetDrop] { drops.map { DatasetDrop(reason: $0.reason, count: $0.count) } }
}
