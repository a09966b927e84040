/// Query rows of a batch and the key rows that they see: the shared ones first, then their own.
///
/// Keys are counted from the first shared one. The queries are the last of them.
struct AttentionSpan {
    /// Rows of the queries.
    let queries: Range<Int>
    /// Rows of the keys that are shared with other sequences; empty for most.
    let prefix: Range<Int>
    /// Rows of the other keys.
    let own: Range<Int>
    /// Whether a query sees only the keys up to its own.
    let isCausal: Bool
    /// How many keys a query sees, its own included; nil is all of them.
    let window: Int?

    /// A sequence of a batch.
    init(_ sequences: PackedSequences, _ index: Int, _ shape: AttentionShape) {
        let rows = sequences.rows(of: index)
        queries = rows
        prefix = sequences.prefix(of: index)
        own = rows
        isCausal = shape.isCausal
        window = shape.window
    }

    /// The newest rows of a cache.
    init(queries: Range<Int>, keys: Range<Int>, _ shape: AttentionShape) {
        self.queries = queries
        prefix = 0..<0
        own = keys
        isCausal = shape.isCausal
        window = shape.window
    }

    /// Number of keys.
    var keyCount: Int { prefix.count + own.count }

    /// The runs of neighbouring key rows, each with the place of its first.
    var runs: [(first: Int, rows: Range<Int>)] {
        [(0, prefix), (prefix.count, own)].filter { !$0.rows.isEmpty }
    }

    /// Keys before the one of the query `row`, counted from the first query.
    func position(of row: Int) -> Int { keyCount - queries.count + row }

    /// Keys up to the last that the query `row` sees.
    func visible(from row: Int) -> Int { isCausal ? position(of: row) + 1 : keyCount }

    /// Keys that neither the query `row` nor any after it sees, because a window hides them.
    func hidden(from row: Int) -> Int { window.map { max(0, position(of: row) + 1 - $0) } ?? 0 }
}
