/// What the adapters of a batch add to the outputs of linear layers with one input.
///
/// Made once for a batch and used for each of its steps, so that a step neither searches nor counts references.
package final class LowRankChanges {
    /// Neighbouring changes to one output of the same rows, added in their order.
    struct Group {
        var rows: Range<Int>
        var output: Int
        var changes: Range<Int>
    }

    /// The changes; those to one output of the same rows are neighbours.
    let changes: [LowRankChange]
    /// The same by output and rows; no row of an output belongs to two groups.
    let groups: [Group]
    /// Rows with the same changes, in their order.
    let spans: [Range<Int>]
    /// The same for the kernels of rounded weights; nil when some change has none.
    let tiled: TiledChanges?
    /// The highest rank.
    let rank: Int
    /// Columns of every A.
    private let inputs: Int
    /// Rows of a batch up to the last one that is changed.
    private let rowCount: Int
    /// Rows of the matrices B of each output; 0 where there is none.
    private let outputs: [Int]

    /// Arranges changes.
    ///
    /// - Parameter changes: Those to one output of the same rows must be neighbours, and are added in this order; rows of
    ///   two changes are the same or apart.
    package init(_ changes: [LowRankChange]) {
        self.changes = changes
        var groups: [Group] = []
        var spans: [Range<Int>] = []
        for (index, change) in changes.enumerated() {
            Self.add(index, change, to: &groups)
            if spans.contains(change.rows) { continue }
            precondition(
                !spans.contains { $0.overlaps(change.rows) }, "Rows of two changes must be the same or apart."
            )
            spans.append(change.rows)
        }
        self.groups = groups
        self.spans = spans.sorted { $0.lowerBound < $1.lowerBound }
        tiled = TiledChanges(changes, spans: self.spans)
        rank = changes.reduce(0) { max($0, $1.a.rows) }
        inputs = changes.first?.a.columns ?? 0
        rowCount = self.spans.last?.upperBound ?? 0
        var outputs = [Int](repeating: 0, count: changes.reduce(0) { max($0, $1.output + 1) })
        for change in changes {
            precondition(
                change.a.columns == inputs && change.a.rows == change.b.columns
                    && (outputs[change.output] == 0 || outputs[change.output] == change.b.rows),
                "Changes of one input and output must have its size.")
            outputs[change.output] = change.b.rows
        }
        self.outputs = outputs
    }

    private static func add(_ index: Int, _ change: LowRankChange, to groups: inout [Group]) {
        if let last = groups.last, last.rows == change.rows, last.output == change.output {
            groups[groups.count - 1].changes = last.changes.lowerBound..<index + 1
            return
        }
        precondition(
            !groups.contains { $0.output == change.output && $0.rows.overlaps(change.rows) },
            "Changes of the same rows and output must be neighbours.")
        groups.append(Group(rows: change.rows, output: change.output, changes: index..<index + 1))
    }

    /// Whether the changes fit an input and outputs.
    func fits(_ x: Matrix, _ ys: [Matrix]) -> Bool {
        guard x.columns == inputs, x.rows >= rowCount, ys.count >= outputs.count else { return false }
        return outputs.indices.allSatisfy { output in
            outputs[output] == 0 || outputs[output] == ys[output].columns && ys[output].rows == x.rows
        }
    }
}
