import Engine

/// Which rows each step trains on: epoch after epoch, every epoch in its own random order.
///
/// The loss of a step is a mean over its tokens, so that one long text would drown the answers of the chats beside
/// it. Texts and chats therefore come in steps of their own, as far as they fill them; what is left over shares
/// steps. A pure function of the seed and the step, so that a resumed run needs no saved state to go on alike.
package struct BatchOrder: Sendable {
    /// How many rows there are in an epoch.
    package let rowCount: Int
    /// Rows a step.
    package let batchExamples: Int
    private let seed: UInt64
    /// The rows of each kind.
    private let kinds: [[Int]]

    /// Makes the order of a run.
    package init(of data: TokenRows, batchExamples: Int, seed: UInt64) {
        self.init(
            isText: (0..<data.count).map(data.isText(row:)), batchExamples: batchExamples, seed: seed)
    }

    /// Makes the order of rows of which it is known whether each is a text.
    init(isText: [Bool], batchExamples: Int, seed: UInt64) {
        precondition(!isText.isEmpty && batchExamples > 0, "an order needs rows and a batch size")
        rowCount = isText.count
        self.batchExamples = batchExamples
        self.seed = seed
        kinds = [isText.indices.filter { isText[$0] }, isText.indices.filter { !isText[$0] }]
    }

    /// The rows of a step, counted from 0; a batch may hold the end of one epoch and the start of the next.
    package func rows(ofStep step: Int) -> [Int] {
        var epoch = -1
        var order: [Int] = []
        return (step * batchExamples..<(step + 1) * batchExamples).map { place in
            if place / rowCount != epoch {
                epoch = place / rowCount
                order = rows(ofEpoch: epoch)
            }
            return order[place % rowCount]
        }
    }

    private func rows(ofEpoch epoch: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: 1 + UInt64(epoch))
        let shuffled = kinds.map { rows in generator.permutation(of: rows.count).map { rows[$0] } }
        var steps = shuffled.flatMap { rows in
            (0..<rows.count / batchExamples).map { rows[$0 * batchExamples..<($0 + 1) * batchExamples] }
        }
        steps = generator.permutation(of: steps.count).map { steps[$0] }
        let left = shuffled.flatMap { $0.suffix($0.count % batchExamples) }
        var rest = generator.permutation(of: left.count).map { left[$0] }
        // The epoch before may have ended inside a step, which is filled first.
        let open = (batchExamples - epoch * rowCount % batchExamples) % batchExamples
        if rest.count < open, let last = steps.popLast() { rest += last }
        let first = rest.prefix(open)
        return first + steps.flatMap(\.self) + rest.dropFirst(open)
    }
}
