/// SentencePiece's byte-pair encoding: of all neighbours that together are a token, those with the best score merge
/// first, leftmost among equals.
///
/// A linked list and a heap, so that time stays `n log n` however long the text is.
struct PieceMerger {
    private var tokens: [Int32] = []
    private var starts: [Int] = []
    private var ends: [Int] = []
    private var previous: [Int32] = []
    private var next: [Int32] = []
    /// Rank and token of each symbol together with the one behind it.
    private var ranks: [UInt32] = []
    private var results: [Int32] = []
    private var queue = PairQueue()

    /// Appends the tokens of a word.
    mutating func append(
        _ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ model: PieceModel, to ids: inout [Int]
    ) {
        start(word, vocabulary, model)
        while let (rank, position) = queue.removeFirst() {
            // An entry is stale when a neighbour has changed since: its rank is no longer the one noted.
            guard ranks[position] == rank else { continue }
            let right = Int(next[position])
            tokens[position] = results[position]
            ends[position] = ends[right]
            ranks[right] = MergeTable.noRank
            next[position] = next[right]
            if next[right] >= 0 { previous[Int(next[right])] = Int32(position) }
            update(position, word, vocabulary, model)
            if previous[position] >= 0 { update(Int(previous[position]), word, vocabulary, model) }
        }
        var index: Int32 = word.isEmpty ? -1 : 0
        while index >= 0 {
            let symbol = Int(index)
            if tokens[symbol] >= 0 {
                ids.append(Int(tokens[symbol]))
            } else {
                model.appendUnknown(word[starts[symbol]..<ends[symbol]], vocabulary, to: &ids)
            }
            index = next[symbol]
        }
    }

    private mutating func start(_ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ model: PieceModel) {
        tokens.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ranks.removeAll(keepingCapacity: true)
        results.removeAll(keepingCapacity: true)
        var index = word.startIndex
        while index < word.endIndex {
            let end = min(index + UTF8Text.length(word[index]), word.endIndex)
            tokens.append(vocabulary.id(of: word[index..<end]) ?? -1)
            starts.append(index)
            ends.append(end)
            index = end
        }
        guard !tokens.isEmpty else { return queue.fill([]) }
        let count = Int32(tokens.count)
        previous = Array(-1..<count - 1)
        next = Array(1..<count) + [-1]
        ranks.append(contentsOf: repeatElement(MergeTable.noRank, count: tokens.count))
        results.append(contentsOf: repeatElement(-1, count: tokens.count))
        for position in tokens.indices.dropLast() { note(position, word, vocabulary, model) }
        queue.fill(ranks)
    }

    private mutating func update(
        _ position: Int, _ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ model: PieceModel
    ) {
        note(position, word, vocabulary, model)
        if ranks[position] != MergeTable.noRank { queue.insert(ranks[position], position) }
    }

    private mutating func note(
        _ position: Int, _ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, _ model: PieceModel
    ) {
        ranks[position] = MergeTable.noRank
        guard next[position] >= 0, case let end = ends[Int(next[position])],
            end - starts[position] <= model.longest, let id = vocabulary.id(of: word[starts[position]..<end])
        else { return }
        ranks[position] = model.ranks[Int(id)]
        results[position] = id
    }
}
