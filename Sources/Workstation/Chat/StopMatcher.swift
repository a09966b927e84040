/// Watches a growing text for stop sequences, and holds back what could be the beginning of one.
struct StopMatcher {
    private let sequences: [[Character]]
    private var held: [Character] = []

    init(_ sequences: [String]) {
        self.sequences = sequences.filter { !$0.isEmpty }.map(Array.init)
    }

    /// Takes more text; returns what may be shown, and whether a stop sequence is complete.
    mutating func append(_ text: String) -> (text: String, isStopped: Bool) {
        guard !sequences.isEmpty else { return (text, false) }
        held += Array(text)
        if let start = earliestMatch() {
            let shown = String(held[..<start])
            held = []
            return (shown, true)
        }
        let keep = longestBeginning()
        let shown = String(held.dropLast(keep))
        held = Array(held.suffix(keep))
        return (shown, false)
    }

    /// What is still held back when no more text comes.
    mutating func finish() -> String {
        defer { held = [] }
        return String(held)
    }

    private func earliestMatch() -> Int? {
        for start in held.indices {
            for sequence in sequences where held[start...].starts(with: sequence) { return start }
        }
        return nil
    }

    private func longestBeginning() -> Int {
        let longest = (sequences.map(\.count).max() ?? 1) - 1
        var length = min(longest, held.count)
        while length > 0 {
            let end = held.suffix(length)
            if sequences.contains(where: { $0.count > length && $0.starts(with: end) }) { return length }
            length -= 1
        }
        return 0
    }
}
