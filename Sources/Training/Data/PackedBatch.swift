/// Several rows laid one after another without padding: what one forward and backward pass computes.
///
/// A row of n useful tokens gives n − 1 inputs: its last token is only ever a target. Positions restart at 0 in
/// each row, and ``boundaries`` keeps attention from crossing rows.
package struct PackedBatch: Sendable {
    /// Input ids, `[T]`.
    package private(set) var tokens: [Int32] = []
    /// The place of each input in its own row, `[T]`.
    package private(set) var positions: [Int32] = []
    /// Where each row begins among the inputs, and the end of the last.
    package private(set) var boundaries: [Int] = [0]
    /// The inputs whose successor carries loss, rising, `[L]`.
    package private(set) var lossPositions: [Int] = []
    /// The ids to predict at ``lossPositions``, `[L]`.
    package private(set) var targets: [Int32] = []
    /// The loss weights of ``targets``, all above 0, `[L]`.
    package private(set) var weights: [Float] = []

    /// Lays rows one after another.
    package init(_ rows: some Sequence<Int>, of data: TokenRows) {
        for row in rows {
            append(row, of: data)
        }
    }

    /// How many inputs there are.
    package var tokenCount: Int { tokens.count }
    /// How many rows there are.
    package var rowCount: Int { boundaries.count - 1 }
    /// The real tokens of the rows: every input, and the last target of each row.
    package var realTokenCount: Int { tokens.count + rowCount }
    /// The sum of the loss weights.
    package var weightSum: Double { weights.reduce(0) { $0 + Double($1) } }

    private mutating func append(_ row: Int, of data: TokenRows) {
        let start = data.offsets[row]
        let inputs = data.usefulLength(of: row) - 1
        let base = tokens.count
        tokens.append(contentsOf: data.tokens[start..<(start + inputs)])
        positions.append(contentsOf: 0..<Int32(inputs))
        for index in 0..<inputs where data.weights[start + index + 1] > 0 {
            lossPositions.append(base + index)
            targets.append(data.tokens[start + index + 1])
            weights.append(data.weights[start + index + 1])
        }
        boundaries.append(tokens.count)
    }
}
