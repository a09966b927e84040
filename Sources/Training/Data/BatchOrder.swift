import Engine

/// Which rows each step trains on: epoch after epoch, every epoch in its own random order.
///
/// A pure function of the seed and the step, so that a resumed run needs no saved state to go on alike.
package struct BatchOrder: Sendable {
    /// How many rows there are in an epoch.
    package let rowCount: Int
    /// Rows a step.
    package let batchExamples: Int
    private let seed: UInt64

    /// Makes the order of a run.
    package init(rowCount: Int, batchExamples: Int, seed: UInt64) {
        precondition(rowCount > 0 && batchExamples > 0, "an order needs rows and a batch size")
        self.rowCount = rowCount
        self.batchExamples = batchExamples
        self.seed = seed
    }

    /// The rows of a step, counted from 0; a batch may hold the end of one epoch and the start of the next.
    package func rows(ofStep step: Int) -> [Int] {
        var epoch = -1
        var order: [Int] = []
        return (step * batchExamples..<(step + 1) * batchExamples).map { place in
            if place / rowCount != epoch {
                epoch = place / rowCount
                var generator = SeededGenerator(seed: seed, stream: 1 + UInt64(epoch))
                order = generator.permutation(of: rowCount)
            }
            return order[place % rowCount]
        }
    }
}
