/// How the columns of queries, keys and values divide into heads.
///
/// Queries and outputs are `[T, headCount · dimension]`, keys and values `[T, keyValueHeadCount · dimension]`.
/// Query head h reads key/value head `h / (headCount / keyValueHeadCount)`.
package struct AttentionShape: Sendable, Hashable {
    /// Number of query heads H.
    package let headCount: Int
    /// Number of key/value heads G, which divides H.
    package let keyValueHeadCount: Int
    /// Columns of a head D.
    package let dimension: Int
    /// What scores are multiplied by before the softmax.
    package let scale: Float
    /// How many positions a query sees, its own included; nil is all before it.
    package let window: Int?
    /// What scaled scores are kept within, as `cap · tanh(score / cap)`; nil leaves them.
    package let softCap: Float?
    /// Whether a query sees only what came before it; else it sees its whole sequence.
    package let isCausal: Bool

    /// Makes a shape; the scale is `1 / sqrt(dimension)` unless given.
    package init(
        headCount: Int, keyValueHeadCount: Int, dimension: Int, scale: Float? = nil, window: Int? = nil,
        softCap: Float? = nil, isCausal: Bool = true
    ) {
        precondition(
            headCount > 0 && keyValueHeadCount > 0 && dimension > 0 && headCount % keyValueHeadCount == 0,
            "\(headCount) heads do not share \(keyValueHeadCount) key/value heads of \(dimension) columns.")
        self.headCount = headCount
        self.keyValueHeadCount = keyValueHeadCount
        self.dimension = dimension
        precondition(window.map { $0 > 0 && isCausal } ?? true, "A window holds at least the query itself.")
        self.scale = scale ?? 1 / Float(dimension).squareRoot()
        self.window = window
        self.softCap = softCap
        self.isCausal = isCausal
    }

    /// Columns of queries and outputs.
    package var queryColumns: Int { headCount * dimension }

    /// Columns of keys and values.
    package var keyValueColumns: Int { keyValueHeadCount * dimension }

    /// The key/value head that a query head reads.
    func keyValueHead(of head: Int) -> Int { head / (headCount / keyValueHeadCount) }
}
