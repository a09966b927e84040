/// A tree over byte strings that finds all of them that begin at one place.
///
/// The children of a node lie side by side, sorted, so that a step is a table look-up at the root and a short search
/// below it.
struct ByteTrie: Sendable {
    private var firstChild: [Int32] = [0]
    private var childCount: [UInt16] = [0]
    private var labels: [UInt8] = [0]
    private var values: [Int32] = [-1]
    private var roots = [Int32](repeating: -1, count: 256)
    /// Length of the longest string.
    private(set) var longest = 0

    /// The node of the empty string.
    static let root: Int32 = 0

    /// Makes a tree; of equal strings the first counts, and an empty one is left out.
    init(_ entries: [(key: ArraySlice<UInt8>, value: Int32)]) {
        let order = entries.indices.sorted {
            let (left, right) = (entries[$0].key, entries[$1].key)
            if left.elementsEqual(right) { return $0 < $1 }
            return left.lexicographicallyPrecedes(right)
        }
        func byte(_ index: Int, _ depth: Int) -> UInt8? {
            let key = entries[order[index]].key
            return depth < key.count ? key[key.startIndex + depth] : nil
        }
        // Level by level, so that the children of a node get neighbouring numbers.
        var level: [(node: Int, range: Range<Int>)] = [(0, order.indices)]
        var depth = 0
        while !level.isEmpty {
            var next: [(node: Int, range: Range<Int>)] = []
            for (node, range) in level {
                var start = range.lowerBound
                while start < range.upperBound, byte(start, depth) == nil {
                    if values[node] < 0, depth > 0 { values[node] = entries[order[start]].value }
                    start += 1
                }
                firstChild[node] = Int32(labels.count)
                while start < range.upperBound, let label = byte(start, depth) {
                    var end = start + 1
                    while end < range.upperBound, byte(end, depth) == label { end += 1 }
                    next.append((labels.count, start..<end))
                    labels.append(label)
                    firstChild.append(0)
                    childCount.append(0)
                    values.append(-1)
                    childCount[node] += 1
                    start = end
                }
            }
            if !next.isEmpty { longest = depth + 1 }
            level = next
            depth += 1
        }
        for child in 0..<Int(childCount[0]) {
            let node = Int(firstChild[0]) + child
            roots[Int(labels[node])] = Int32(node)
        }
    }

    /// Whether nothing can be found.
    var isEmpty: Bool { labels.count == 1 }

    /// Returns the node one byte further, or -1.
    @inline(__always)
    func child(of node: Int32, _ byte: UInt8) -> Int32 {
        if node == Self.root { return roots[Int(byte)] }
        var low = Int(firstChild[Int(node)])
        var high = low + Int(childCount[Int(node)])
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] == byte { return Int32(middle) }
            if labels[middle] < byte { low = middle + 1 } else { high = middle }
        }
        return -1
    }

    /// The value of the string that ends at a node, or -1.
    @inline(__always)
    func value(at node: Int32) -> Int32 { values[Int(node)] }

    /// Whether any string begins with a byte.
    @inline(__always)
    func begins(with byte: UInt8) -> Bool { roots[Int(byte)] >= 0 }

    /// Returns the longest string that begins at an offset and ends before a limit.
    func longestMatch(in bytes: [UInt8], from start: Int, limit: Int) -> (end: Int, value: Int32)? {
        var node = Self.root
        var result: (end: Int, value: Int32)?
        var index = start
        while index < limit {
            node = child(of: node, bytes[index])
            if node < 0 { break }
            index += 1
            if values[Int(node)] >= 0 { result = (index, values[Int(node)]) }
        }
        return result
    }
}
