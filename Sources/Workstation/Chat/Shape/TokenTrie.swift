/// The tokens of a vocabulary by their bytes, depth first, so that whole branches can be passed over.
///
/// It knows token ids and bytes only. The unconstrained part of a vocabulary costs one visit a node; what a constraint does
/// not let through costs one a branch.
struct TokenTrie: Sendable {
    /// The last byte of each node.
    private var bytes: [UInt8] = []
    /// The bytes that lead to each node.
    private var depths: [UInt16] = []
    /// The depth of each node's branch when all of it is plain ASCII, without quotes and backslashes; else `.max`.
    private var plainDepths: [UInt16] = []
    /// The node after each node's branch.
    private var ends: [Int32] = []
    /// Where the tokens of each node begin, with one place more at the end.
    private var firstTokens: [Int32] = []
    private var tokens: [Int32] = []
    /// The nodes of single bytes, or -1.
    private var roots = [Int32](repeating: -1, count: 256)

    /// Longest token that is looked at; a longer one is never chosen.
    private static let longestToken = 256

    /// Sorts a vocabulary.
    ///
    /// - Parameters:
    ///   - count: Tokens of the vocabulary.
    ///   - bytesOf: The bytes of a token; empty for one that is never to be chosen.
    init(count: Int, bytesOf: (Int) -> [UInt8]) {
        let entries = (0..<count).map { (id: Int32($0), bytes: bytesOf($0)) }
            .filter { !$0.bytes.isEmpty && $0.bytes.count <= Self.longestToken }
            .sorted { one, other in
                one.bytes == other.bytes
                    ? one.id < other.id : one.bytes.lexicographicallyPrecedes(other.bytes)
            }
        var path: [Int] = []
        var previous: [UInt8] = []
        for entry in entries {
            var common = 0
            while common < min(previous.count, entry.bytes.count), previous[common] == entry.bytes[common] {
                common += 1
            }
            while path.count > common { ends[path.removeLast()] = Int32(bytes.count) }
            for depth in common..<entry.bytes.count {
                if depth == 0 { roots[Int(entry.bytes[0])] = Int32(bytes.count) }
                path.append(bytes.count)
                bytes.append(entry.bytes[depth])
                depths.append(UInt16(depth + 1))
                ends.append(0)
                firstTokens.append(Int32(tokens.count))
            }
            tokens.append(entry.id)
            previous = entry.bytes
        }
        while let node = path.popLast() { ends[node] = Int32(bytes.count) }
        firstTokens.append(Int32(tokens.count))
        findPlainBranches()
    }

    /// The tokens after which a machine can go on.
    ///
    /// - Complexity: One step of the machine for each node that is reached; one for a whole branch of plain text.
    func allowed(after machine: JSONMachine) -> [Int] {
        var states = [machine]
        var allowed: [Int] = []
        var node = 0
        while node < bytes.count {
            let depth = Int(depths[node])
            states.removeLast(states.count - depth)
            var state = states[depth - 1]
            if plainDepths[node] != .max, Int(plainDepths[node]) - depth < state.plainRoom {
                let end = Int(ends[node])
                allowed += tokens[Int(firstTokens[node])..<Int(firstTokens[end])].lazy.map(Int.init)
                node = end
                continue
            }
            guard state.advance(bytes[node]) else {
                node = Int(ends[node])
                continue
            }
            states.append(state)
            for token in firstTokens[node]..<firstTokens[node + 1] { allowed.append(Int(tokens[Int(token)])) }
            node += 1
        }
        return allowed
    }

    /// Whether each of some bytes is a token by itself.
    func hasTokens(ofEach bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { byte in
            let node = Int(roots[Int(byte)])
            return node >= 0 && firstTokens[node] < firstTokens[node + 1]
        }
    }

    /// The fewest tokens that write some bytes, and the first of them; nil when the vocabulary cannot write them.
    func cover(_ text: [UInt8]) -> (count: Int, first: Int?)? {
        var best = [(count: Int, first: Int?)?](repeating: nil, count: text.count + 1)
        best[text.count] = (0, nil)
        for start in text.indices.reversed() {
            var node = Int(roots[Int(text[start])])
            var end = start + 1
            while node >= 0 {
                if firstTokens[node] < firstTokens[node + 1], let rest = best[end],
                    rest.count + 1 < best[start]?.count ?? .max
                {
                    best[start] = (rest.count + 1, Int(tokens[Int(firstTokens[node])]))
                }
                guard end < text.count else { break }
                node = child(of: node, text[end])
                end += 1
            }
        }
        return best[0]
    }

    /// Notes which branches hold plain text only; children come after their parents.
    private mutating func findPlainBranches() {
        plainDepths = bytes.indices.map { node in
            let isPlain = (0x20...0x7E).contains(bytes[node]) && bytes[node] != 0x22 && bytes[node] != 0x5C
            return isPlain ? depths[node] : .max
        }
        for node in bytes.indices.reversed() {
            var child = node + 1
            while child < Int(ends[node]) {
                plainDepths[node] = max(plainDepths[node], plainDepths[child])
                child = Int(ends[child])
            }
        }
    }

    private func child(of node: Int, _ byte: UInt8) -> Int {
        var child = node + 1
        while child < Int(ends[node]) {
            if bytes[child] == byte { return child }
            child = Int(ends[child])
        }
        return -1
    }
}
