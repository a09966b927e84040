/// The token rows of one shard: every example as ids with the loss weight of predicting each of them.
///
/// `weights[i]` belongs to predicting `tokens[i]` from the tokens of its row before it; the first token of a row
/// is never predicted. Chats carry weight 1 on the assistant's tokens and 0 elsewhere, texts carry 1 everywhere.
package struct TokenRows: Sendable {
    /// The ids of all rows, one after another.
    package let tokens: [Int32]
    /// The loss weight of predicting each token.
    package let weights: [Float]
    /// Where each row begins, and the end of the last: `count + 1` numbers.
    package let offsets: [Int]

    /// Makes rows after checking that they agree with each other and with a vocabulary.
    ///
    /// - Parameters:
    ///   - tokens: The ids of all rows, one after another.
    ///   - weights: As many loss weights, finite and in 0…1000.
    ///   - offsets: The rows' bounds: from 0, rising, to the number of tokens.
    ///   - vocabulary: Ids are below it.
    ///   - maximumLength: The most tokens a row may have.
    ///   - name: The file that an error names.
    /// - Throws: ``TrainingError`` when the parts contradict each other or a row is too long or has no loss.
    package init(
        tokens: [Int32], weights: [Float], offsets: [Int], vocabulary: Int, maximumLength: Int, name: String
    ) throws(TrainingError) {
        guard tokens.count == weights.count else {
            throw .corrupt(name, "it has \(tokens.count) tokens but \(weights.count) weights")
        }
        guard let first = offsets.first, let last = offsets.last, first == 0, last == tokens.count else {
            throw .corrupt(name, "its offsets do not span its \(tokens.count) tokens")
        }
        for row in 0..<(offsets.count - 1) {
            let (start, end) = (offsets[row], offsets[row + 1])
            guard start < end, end <= tokens.count else {
                throw .corrupt(name, "the bounds of row \(row) do not rise")
            }
            guard end - start <= maximumLength else {
                throw .rowTooLong(row, of: name, length: end - start, limit: maximumLength)
            }
            guard weights[(start + 1)..<end].contains(where: { $0 > 0 }) else {
                throw .corrupt(name, "row \(row) has no token with loss")
            }
        }
        guard tokens.allSatisfy({ $0 >= 0 && Int($0) < vocabulary }) else {
            throw .corrupt(name, "it holds a token id outside the model's vocabulary of \(vocabulary)")
        }
        guard weights.allSatisfy({ $0 >= 0 && $0 <= 1000 }) else {
            throw .corrupt(name, "it holds a loss weight outside 0…1000")
        }
        self.tokens = tokens
        self.weights = weights
        self.offsets = offsets
    }

    /// How many rows there are.
    package var count: Int { offsets.count - 1 }

    /// The bounds of one row in ``tokens``.
    package func bounds(of row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

    /// Whether a row is a text to go on with rather than a chat: its second token carries loss already.
    package func isText(row: Int) -> Bool { weights[offsets[row] + 1] > 0 }

    /// How many tokens of a row are worth computing: up to its last token with loss, that one included.
    ///
    /// What follows the last loss token changes neither the loss nor a gradient.
    package func usefulLength(of row: Int) -> Int {
        let bounds = bounds(of: row)
        let last = weights[bounds].lastIndex { $0 > 0 } ?? bounds.lowerBound
        return last - bounds.lowerBound + 1
    }
}
