/// Merges the bytes of one word into tokens, best pair first, leftmost first among equals.
///
/// A short word is scanned for its best pair again and again, which beats any queue at that size; a long one (a line of
/// dashes, a text without spaces) uses a linked list and a heap, so that time stays `n log n`.
struct BytePairMerger {
    /// Words up to this many symbols are scanned.
    private static let longestScan = 24

    private var symbols: [Int32] = []
    private var ranks: [UInt32] = []
    private var previous: [Int32] = []
    private var next: [Int32] = []
    private var queue = PairQueue()

    /// Appends the tokens of a word of a byte-level vocabulary.
    ///
    /// - Parameters:
    ///   - word: The word's bytes.
    ///   - byteTokens: The token of each byte, or -1; such a byte is dropped, as the reference library does.
    ///   - merges: The merges.
    ///   - ids: Takes the tokens.
    mutating func append(
        _ word: ArraySlice<UInt8>, byteTokens: [Int32], merges: MergeTable, to ids: inout [Int]
    ) {
        symbols.removeAll(keepingCapacity: true)
        for byte in word where byteTokens[Int(byte)] >= 0 { symbols.append(byteTokens[Int(byte)]) }
        appendMerged(merges, to: &ids)
    }

    /// Appends the tokens that a word's first tokens merge to.
    mutating func append(merging first: [Int32], merges: MergeTable, to ids: inout [Int]) {
        symbols.removeAll(keepingCapacity: true)
        symbols.append(contentsOf: first)
        appendMerged(merges, to: &ids)
    }

    private mutating func appendMerged(_ merges: MergeTable, to ids: inout [Int]) {
        ranks.removeAll(keepingCapacity: true)
        for index in symbols.indices.dropLast() {
            ranks.append(merges.rank(symbols[index], symbols[index + 1]))
        }
        if symbols.count <= Self.longestScan {
            mergeByScan(merges)
            for symbol in symbols { ids.append(Int(symbol)) }
        } else {
            mergeByQueue(merges)
            var index: Int32 = 0
            while index >= 0 {
                ids.append(Int(symbols[Int(index)]))
                index = next[Int(index)]
            }
        }
    }

    private mutating func mergeByScan(_ merges: MergeTable) {
        while true {
            var best = MergeTable.noRank
            var at = 0
            for index in ranks.indices where ranks[index] < best {
                best = ranks[index]
                at = index
            }
            guard best != MergeTable.noRank else { return }
            symbols[at] = merges.result(symbols[at], symbols[at + 1])
            symbols.remove(at: at + 1)
            ranks.remove(at: at)
            if at > 0 { ranks[at - 1] = merges.rank(symbols[at - 1], symbols[at]) }
            if at < ranks.count { ranks[at] = merges.rank(symbols[at], symbols[at + 1]) }
        }
    }

    private mutating func mergeByQueue(_ merges: MergeTable) {
        let count = Int32(symbols.count)
        previous = Array(-1..<count - 1)
        next = Array(1..<count) + [-1]
        ranks.append(MergeTable.noRank)
        queue.fill(ranks)
        while let (rank, position) = queue.removeFirst() {
            // An entry is stale when a neighbour has changed since: its rank is no longer the one noted.
            guard ranks[position] == rank else { continue }
            let right = Int(next[position])
            symbols[position] = merges.result(symbols[position], symbols[right])
            ranks[right] = MergeTable.noRank
            next[position] = next[right]
            if next[right] >= 0 { previous[Int(next[right])] = Int32(position) }
            update(position, merges)
            if previous[position] >= 0 { update(Int(previous[position]), merges) }
        }
    }

    private mutating func update(_ position: Int, _ merges: MergeTable) {
        let right = next[position]
        ranks[position] = right < 0 ? MergeTable.noRank : merges.rank(symbols[position], symbols[Int(right)])
        if ranks[position] != MergeTable.noRank { queue.insert(ranks[position], position) }
    }
}
