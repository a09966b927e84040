/// A binary heap of pairs waiting to be merged: lowest rank first, then leftmost.
struct PairQueue {
    private var heap: [UInt64] = []

    /// Replaces the content by every position that has a rank.
    mutating func fill(_ ranks: [UInt32]) {
        heap.removeAll(keepingCapacity: true)
        for (position, rank) in ranks.enumerated() where rank != MergeTable.noRank {
            heap.append(UInt64(rank) << 32 | UInt64(position))
        }
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    /// Adds a position.
    mutating func insert(_ rank: UInt32, _ position: Int) {
        heap.append(UInt64(rank) << 32 | UInt64(position))
        var index = heap.count - 1
        while index > 0, heap[(index - 1) / 2] > heap[index] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes the best position out.
    mutating func removeFirst() -> (rank: UInt32, position: Int)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink(0)
        }
        return (UInt32(truncatingIfNeeded: first >> 32), Int(first & 0xFFFF_FFFF))
    }

    private mutating func sink(_ start: Int) {
        var index = start
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[index] else { return }
            heap.swapAt(index, child)
            index = child
        }
    }
}
