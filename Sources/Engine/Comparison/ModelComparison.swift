internal import Tensor

/// Compares two models of one vocabulary over a text: the same weights in exact and in fast numbers, say.
///
/// Prompts and single tokens take different kernels, so both ways are compared: the whole text as prompts, and its
/// last tokens once more, one by one.
package struct ModelComparison {
    /// What a comparison gave.
    package struct Result: Sendable, Hashable {
        /// Texts that nothing stood before.
        package var windows: Int
        /// Every position, as part of a prompt.
        package var prefill: DistributionComparison
        /// The last positions, token by token.
        package var decode: DistributionComparison
    }

    private let reference: LanguageModel
    private let other: LanguageModel

    /// Tokens that are prefilled at once.
    private static let chunk = 512
    /// Rows of logits that are held at once.
    private static let rows = 32

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - reference: What is measured against.
    ///   - other: A model of the same vocabulary.
    package init(reference: LanguageModel, other: LanguageModel) {
        precondition(
            reference.configuration.vocabulary == other.configuration.vocabulary,
            "Models of different vocabularies cannot be compared.")
        self.reference = reference
        self.other = other
    }

    /// Reads a text with both models.
    ///
    /// - Parameters:
    ///   - tokens: At least two token ids.
    ///   - window: The most tokens that are read in one go; the model's context at most. A longer text is cut into
    ///     windows of about equal length.
    ///   - decoded: How many of the last window's positions are also decoded one by one.
    /// - Returns: What they predicted as a prompt and one by one.
    /// - Throws: ``EngineError`` when an id is unknown.
    package func compare(_ tokens: [Int], window: Int, decoded: Int) throws(EngineError) -> Result {
        precondition(tokens.count > 1 && window > 1, "A comparison needs two tokens or more.")
        let limit = min(window, reference.configuration.contextLength, other.configuration.contextLength)
        let count = (tokens.count + limit - 1) / limit
        let length = (tokens.count + count - 1) / count
        var result = Result(windows: 0, prefill: DistributionComparison(), decode: DistributionComparison())
        for start in stride(from: 0, to: tokens.count - 1, by: length) {
            let text = Array(tokens[start..<min(tokens.count, start + length)])
            let first = try DecodingSession(model: reference, capacity: text.count)
            let second = try DecodingSession(model: other, capacity: text.count)
            try prefill(text, first, second, into: &result.prefill)
            result.windows += 1
            if start + length < tokens.count - 1 { continue }
            let kept = max(0, text.count - 1 - max(0, decoded))
            first.truncate(to: kept)
            second.truncate(to: kept)
            for position in kept..<text.count - 1 {
                let one = try first.decode(text[position])
                let two = try second.decode(text[position])
                result.decode.add(one.span, two.span, target: text[position + 1])
            }
        }
        return result
    }

    private func prefill(
        _ text: [Int], _ first: DecodingSession, _ second: DecodingSession,
        into comparison: inout DistributionComparison
    ) throws(EngineError) {
        for start in stride(from: 0, to: text.count, by: Self.chunk) {
            let piece = Array(text[start..<min(text.count, start + Self.chunk)])
            let one = try first.outputs(of: piece)
            let two = try second.outputs(of: piece)
            // Nothing follows the text's last token.
            let targets = min(piece.count, text.count - 1 - start)
            for row in stride(from: 0, to: targets, by: Self.rows) {
                let rows = row..<min(targets, row + Self.rows)
                let logits = first.logits(of: rows, in: one)
                let others = second.logits(of: rows, in: two)
                for index in rows {
                    logits.withRow(index - row) { reference in
                        others.withRow(index - row) { other in
                            comparison.add(reference, other, target: text[start + index + 1])
                        }
                    }
                }
            }
        }
    }
}
