internal import Core

extension RecipeOutput {
    /// Adds rows that were made of the same documents in another way.
    ///
    /// A document that one of both holds out is learned by neither.
    ///
    /// - Parameters:
    ///   - other: The rows.
    ///   - name: What their figures are told apart by.
    mutating func append(_ other: RecipeOutput, named name: String) {
        let held = Set((heldOut + other.heldOut).compactMap { $0.source?.documentId })
        let learned = Set(train.compactMap { $0.source?.documentId })
        // Where one document is split by sections, the same sections are held out on both sides.
        let moved = other.train.filter { row in
            row.source.map { held.contains($0.documentId) && !learned.contains($0.documentId) } ?? false
        }
        let movedRows = Set(moved)
        train += other.train.filter { !movedRows.contains($0) }
        heldOut += other.heldOut + moved
        recall += other.recall
        chunks += other.chunks
        counts += other.counts.map { RecipeCount(name: "\(name): \($0.name)", count: $0.count) }
        drops += other.drops.map { RecipeDrop(reason: "\(name): \($0.reason)", count: $0.count) }
        drops.sort { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
