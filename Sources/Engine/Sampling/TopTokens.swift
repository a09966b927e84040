internal import Tensor

/// Finds the likeliest tokens without sorting the whole vocabulary.
enum TopTokens {
    /// A token and its logit.
    struct Candidate: Hashable {
        var token: Int
        var logit: Float

        /// The order of choice: larger logits first, and smaller ids first among equal ones.
        static func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
            one.logit > other.logit || (one.logit == other.logit && one.token < other.token)
        }
    }

    /// The likeliest token, the smaller id of equals; nil when no logit is a number.
    static func best(of logits: Span<Float>) -> Int? { first(LogitBlocks.maxima(of: logits), in: logits) }

    /// The same for a row of which the largest logit of each block is known.
    static func first(_ maxima: [Float], in logits: Span<Float>) -> Int? {
        guard let largest = maxima.max(), largest.isFinite, let block = maxima.firstIndex(of: largest) else {
            return nil
        }
        return (block * LogitBlocks.size..<logits.count).first { logits[$0] == largest }
    }

    /// The `count` likeliest tokens, the likeliest first; numbers that are not finite are left out.
    static func select(_ logits: [Float], count: Int) -> [Candidate] {
        select(logits.span, maxima: LogitBlocks.maxima(of: logits.span), count: count)
    }

    /// The same for a row of which the largest logit of each block is known.
    ///
    /// As many blocks as tokens are wanted reach the floor, each with at least one token. So what lies below the floor is
    /// never among the chosen, and most blocks are not looked at.
    static func select(_ logits: Span<Float>, maxima: [Float], count: Int) -> [Candidate] {
        guard count > 0 else { return [] }
        var floor = -Float.infinity
        if count <= maxima.count {
            var largest = BestHeap(count: count)
            for block in maxima.indices where maxima[block].isFinite {
                largest.offer(Candidate(token: block, logit: maxima[block]))
            }
            floor = largest.least ?? floor
        }
        var best = BestHeap(count: min(count, logits.count))
        for block in maxima.indices where maxima[block].isFinite && maxima[block] >= floor {
            let start = block * LogitBlocks.size
            for token in start..<min(logits.count, start + LogitBlocks.size) {
                let logit = logits[token]
                if logit >= floor, logit.isFinite { best.offer(Candidate(token: token, logit: logit)) }
            }
        }
        return best.sorted
    }

    /// The best candidates so far; the least of them is on top, so that most others cost one comparison.
    private struct BestHeap {
        private let count: Int
        private var candidates: [Candidate] = []

        init(count: Int) {
            self.count = count
            candidates.reserveCapacity(count)
        }

        /// The smallest logit of a full heap.
        var least: Float? { candidates.count == count ? candidates.first?.logit : nil }

        /// The candidates in the order of choice.
        var sorted: [Candidate] { candidates.sorted(by: Candidate.precedes) }

        mutating func offer(_ candidate: Candidate) {
            if candidates.count < count {
                candidates.append(candidate)
                if candidates.count == count { candidates.sort { Candidate.precedes($1, $0) } }
            } else if Candidate.precedes(candidate, candidates[0]) {
                candidates[0] = candidate
                sink()
            }
        }

        /// Restores the heap after its top was replaced.
        private mutating func sink() {
            var place = 0
            while true {
                var least = place
                var child = 2 * place + 1
                // No list of the two children: this runs for thousands of tokens, and a list is made anew each time.
                while child < candidates.count, child <= 2 * place + 2 {
                    if Candidate.precedes(candidates[least], candidates[child]) { least = child }
                    child += 1
                }
                guard least != place else { return }
                candidates.swapAt(place, least)
                place = least
            }
        }
    }
}
