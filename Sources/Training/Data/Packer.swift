package import Core

/// Sorts the rows of a step into micro-batches that hold about equally many tokens.
package enum Packer {
    /// Splits rows into the fewest micro-batches that first-fit finds, longest rows first.
    ///
    /// The result depends on the arguments alone. A row longer than the limit gets a micro-batch of its own.
    ///
    /// - Parameters:
    ///   - rows: Indices of rows; every one appears in exactly one micro-batch.
    ///   - data: The rows' tokens.
    ///   - limit: The most inputs a micro-batch holds.
    /// - Returns: Packed micro-batches, none empty.
    package static func pack(_ rows: some Collection<Int>, of data: TokenRows, limit: Int) -> [PackedBatch] {
        let sized = rows.map { (row: $0, inputs: data.usefulLength(of: $0) - 1) }
        // Ties keep the given order, so that the same rows always pack the same way.
        let order = sized.indices.sorted {
            sized[$0].inputs != sized[$1].inputs ? sized[$0].inputs > sized[$1].inputs : $0 < $1
        }
        var bins: [(rows: [Int], inputs: Int)] = []
        for index in order {
            let (row, inputs) = sized[index]
            if let bin = bins.firstIndex(where: { $0.inputs + inputs <= limit }) {
                bins[bin].rows.append(row)
                bins[bin].inputs += inputs
            } else {
                bins.append(([row], inputs))
            }
        }
        return bins.map { PackedBatch($0.rows, of: data) }
    }

    /// The share of the rows' tokens that a run computes: less than 1 where the rows of a step begin alike.
    ///
    /// - Parameters:
    ///   - data: The rows to learn from.
    ///   - settings: The run's batch, seed and longest micro-batch.
    ///   - steps: How many of the first steps are looked at.
    /// - Returns: Above 0 and at most 1.
    package static func computedShare(
        of data: TokenRows, settings: TrainingSettings, steps: Int = 16
    ) -> Double {
        let order = BatchOrder(of: data, batchExamples: settings.batchExamples, seed: settings.seed)
        var computed = 0
        var given = 0
        for step in 0..<min(steps, settings.steps) {
            let rows = order.rows(ofStep: step)
            given += rows.reduce(0) { $0 + data.bounds(of: $1).count }
            computed += pack(rows, of: data, limit: settings.microBatchTokens)
                .reduce(0) { $0 + $1.tokenCount }
        }
        return given > 0 ? min(1, Double(max(computed, 1)) / Double(given)) : 1
    }
}
