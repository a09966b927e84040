internal import Tensor

/// A text that a session takes in and scores, a piece at a time, so that others can be served in between.
///
/// The cache for the whole text is taken at the start: a text that does not fit is refused before anything is computed.
package final class TextScoring {
    /// One score for each token so far; the first is nil when nothing came before it.
    package private(set) var scores: [TokenScore?] = []

    private let session: DecodingSession
    private let tokens: [Int]
    private let alternatives: Int
    private let piece: Int
    private var next = 0

    /// Tokens that are computed at once while others wait for their own.
    package static let shortPiece = 128
    /// Rows of logits that are computed at once.
    private static let scoredRows = 128

    /// Starts to score a text.
    ///
    /// - Parameters:
    ///   - tokens: At least one token id.
    ///   - session: Where they go; what it holds stands before them.
    ///   - alternatives: How many of the likeliest tokens to name at each position.
    ///   - piece: Tokens that are computed at once; the last bits of a score depend on it.
    /// - Throws: ``EngineError`` when an id is unknown or the tokens do not fit; the session is then as before.
    package init(
        of tokens: [Int], by session: DecodingSession, alternatives: Int, piece: Int = shortPiece
    ) throws(EngineError) {
        precondition(piece > 0, "A piece of \(piece) tokens never ends.")
        try session.check(tokens)
        try session.reserve(adding: tokens.count)
        self.session = session
        self.tokens = tokens
        self.alternatives = alternatives
        self.piece = piece
        scores.reserveCapacity(tokens.count)
    }

    /// Whether every token has its score.
    package var isComplete: Bool { next == tokens.count }

    /// Takes in and scores the next piece.
    package func step() throws(EngineError) {
        guard !isComplete else { return }
        if next == 0 {
            if session.hasLogits {
                scores += scored(session.lastLogits, [tokens[0]])
            } else {
                scores.append(nil)
            }
        }
        let end = min(tokens.count, next + piece)
        let buffers = try session.run(Array(tokens[next..<end]), .prefill, else: session.position)
        // Row i of the stream tells of token i + 1; the last of all tells of a token that is not there.
        scores += scored(buffers, Array(tokens[(next + 1)..<min(tokens.count, end + 1)]))
        next = end
        if isComplete { session.finish(buffers) }
    }

    /// Scores `targets`, of which number i follows row i of the stream.
    private func scored(_ buffers: DecoderBuffers, _ targets: [Int]) -> [TokenScore?] {
        var result: [TokenScore?] = []
        for first in stride(from: 0, to: targets.count, by: Self.scoredRows) {
            let last = min(targets.count, first + Self.scoredRows)
            let rows = Matrix(rows: last - first, columns: buffers.stream.columns)
            rows.copyRows(from: buffers.stream, first..<last)
            let logits = Matrix(rows: last - first, columns: session.lastLogits.columns)
            session.decoder.logits(of: rows, normed: rows, into: logits, path: .prefill)
            result += scored(logits, Array(targets[first..<last]))
        }
        return result
    }

    private func scored(_ logits: Matrix, _ targets: [Int]) -> [TokenScore?] {
        let own = session.model.device.logProbabilities(logits, targets: targets)
        guard alternatives > 0 else {
            return zip(targets, own).map { TokenScore(token: $0, logProbability: $1, alternatives: []) }
        }
        return targets.indices.map { row in
            // The row's normaliser follows from the target's own figure.
            let normaliser = logits[row, targets[row]] - own[row]
            let best = TopTokens.select(logits.row(row), count: alternatives)
            return TokenScore(
                token: targets[row], logProbability: own[row],
                alternatives: best.map { .init(token: $0.token, logProbability: $0.logit - normaliser) })
        }
    }
}
