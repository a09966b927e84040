/// A request inside a ``BatchScheduler``.
///
/// The text so far is the prompt and what was chosen since. What the sequence does not hold yet is computed next, whether it
/// is a new prompt, one chosen token, or everything again after the sequence had to make room for others.
final class BatchEntry {
    /// The request.
    let request: BatchRequest
    /// The prompt and the tokens that were chosen.
    private(set) var tokens: [Int]
    /// The pages; nil while the request waits.
    var sequence: CachedSequence?
    /// What its pages were computed with.
    var kind: PrefixCache.Kind
    /// Where the next full page stands among the kept ones.
    var place = PrefixCache.Place.root
    /// Full pages of the sequence that were offered to the kept ones.
    var offeredPages = 0

    init(_ request: BatchRequest) {
        self.request = request
        kind = PrefixCache.Kind(mix: request.mix, isLong: false)
        tokens = request.prompt
    }

    /// Tokens that were chosen.
    var chosen: Int { tokens.count - request.prompt.count }

    /// Tokens that the sequence does not hold yet.
    var pending: ArraySlice<Int> { tokens[(sequence?.position ?? 0)...] }

    /// Whether the next step is one chosen token rather than a piece of text.
    var isDecoding: Bool { sequence != nil && chosen > 0 && pending.count == 1 }

    /// Goes on with a token.
    func append(_ token: Int) { tokens.append(token) }

    /// Lets go of the pages.
    func release() {
        sequence = nil
        place = .root
        offeredPages = 0
    }
}
