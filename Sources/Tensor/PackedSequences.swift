/// How the rows of a batch divide into sequences that attention keeps apart.
///
/// Sequence i is rows `boundaries[i]..<boundaries[i + 1]`. A sequence may begin with rows that it shares: it then
/// sees all rows of an earlier sequence before its own, as if they had been repeated in front of it.
package struct PackedSequences: Sendable, Hashable {
    /// Where each sequence begins, and the end of the last; from 0, not falling.
    package let boundaries: [Int]
    /// For each sequence the earlier one that it continues, or nil.
    package let parents: [Int?]

    /// Names sequences.
    ///
    /// - Parameters:
    ///   - boundaries: Where each begins, and the end of the last.
    ///   - parents: For each the earlier sequence that it continues, which continues none itself; nil for none.
    package init(_ boundaries: [Int], parents: [Int?]? = nil) {
        let count = max(0, boundaries.count - 1)
        self.boundaries = boundaries
        self.parents = parents ?? [Int?](repeating: nil, count: count)
        precondition(self.parents.count == count, "\(self.parents.count) parents for \(count) sequences.")
        for (index, parent) in self.parents.enumerated() {
            guard let parent else { continue }
            precondition(
                parent >= 0 && parent < index && self.parents[parent] == nil,
                "Sequence \(index) cannot continue sequence \(parent).")
        }
    }

    /// Number of sequences.
    package var count: Int { parents.count }

    /// The rows of a sequence itself.
    package func rows(of index: Int) -> Range<Int> { boundaries[index]..<boundaries[index + 1] }

    /// The shared rows that a sequence sees before its own; empty for most.
    package func prefix(of index: Int) -> Range<Int> {
        parents[index].map { rows(of: $0) } ?? boundaries[index]..<boundaries[index]
    }

    /// The sequences that must be handled together, because they share rows: a sequence with those that continue it.
    var families: [[Int]] {
        var members: [Int: [Int]] = [:]
        for index in 0..<count { members[parents[index] ?? index, default: []].append(index) }
        return members.keys.sorted().compactMap { members[$0] }
    }
}
