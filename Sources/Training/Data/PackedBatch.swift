package import Tensor

/// Several rows laid one after another without padding: what one forward and backward pass computes.
///
/// A row of n useful tokens gives n − 1 inputs: its last token is only ever a target. Positions restart at 0 in
/// each row, and ``sequences`` keeps attention from crossing rows. Chats often begin alike (the same system
/// prompt): what such rows share before their first loss is laid down once and seen by all of them, which is
/// exactly what each would have computed for itself.
package struct PackedBatch: Sendable {
    /// Fewer shared tokens than this are not worth a sequence of their own.
    static let leastShared = 8

    /// Input ids, `[T]`.
    package private(set) var tokens: [Int32] = []
    /// The place of each input in its own row, `[T]`.
    package private(set) var positions: [Int32] = []
    /// Which inputs belong together, and which rows they share.
    package private(set) var sequences = PackedSequences([0])
    /// The inputs whose successor carries loss, rising, `[L]`.
    package private(set) var lossPositions: [Int] = []
    /// The ids to predict at ``lossPositions``, `[L]`.
    package private(set) var targets: [Int32] = []
    /// The loss weights of ``targets``, all above 0, `[L]`.
    package private(set) var weights: [Float] = []
    /// How many rows there are.
    package private(set) var rowCount = 0
    /// The real tokens of the rows, shared or not: every useful one, the last target of each row included.
    package private(set) var realTokenCount = 0

    /// Lays rows one after another.
    ///
    /// - Parameters:
    ///   - rows: Indices of rows.
    ///   - data: Their tokens.
    ///   - leastShared: How many tokens rows must begin with alike to share them.
    package init(_ rows: some Sequence<Int>, of data: TokenRows, leastShared: Int = Self.leastShared) {
        var boundaries = [0]
        var parents: [Int?] = []
        for family in RowFamily.families(of: Array(rows), in: data, leastShared: leastShared) {
            var parent: Int?
            if family.shared > 0, let first = family.rows.first {
                appendInputs(0..<family.shared, of: first, data)
                parent = parents.count
                parents.append(nil)
                boundaries.append(tokens.count)
            }
            for row in family.rows {
                append(row, from: family.shared, of: data)
                parents.append(parent)
                boundaries.append(tokens.count)
            }
        }
        sequences = PackedSequences(boundaries, parents: parents)
    }

    /// How many inputs there are.
    package var tokenCount: Int { tokens.count }
    /// The sum of the loss weights.
    package var weightSum: Double { weights.reduce(0) { $0 + Double($1) } }

    private mutating func appendInputs(_ range: Range<Int>, of row: Int, _ data: TokenRows) {
        let start = data.offsets[row]
        tokens.append(contentsOf: data.tokens[start + range.lowerBound..<start + range.upperBound])
        positions.append(contentsOf: Int32(range.lowerBound)..<Int32(range.upperBound))
    }

    private mutating func append(_ row: Int, from shared: Int, of data: TokenRows) {
        let start = data.offsets[row]
        let length = data.usefulLength(of: row)
        let base = tokens.count - shared
        appendInputs(shared..<length - 1, of: row, data)
        for index in shared..<length - 1 where data.weights[start + index + 1] > 0 {
            lossPositions.append(base + index)
            targets.append(data.tokens[start + index + 1])
            weights.append(data.weights[start + index + 1])
        }
        rowCount += 1
        realTokenCount += length
    }
}
