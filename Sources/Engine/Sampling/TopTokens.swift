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

    /// The `count` likeliest tokens, the likeliest first; numbers that are not finite are left out.
    ///
    /// A heap of the best so far keeps the smallest of them on top, so most tokens cost one comparison.
    static func select(_ logits: [Float], count: Int) -> [Candidate] {
        guard count > 0 else { return [] }
        var heap: [Candidate] = []
        heap.reserveCapacity(min(count, logits.count))
        for (token, logit) in logits.enumerated() where logit.isFinite {
            let candidate = Candidate(token: token, logit: logit)
            if heap.count < count {
                heap.append(candidate)
                if heap.count == count { heap.sort { Candidate.precedes($1, $0) } }
            } else if Candidate.precedes(candidate, heap[0]) {
                heap[0] = candidate
                sink(&heap)
            }
        }
        return heap.sorted(by: Candidate.precedes)
    }

    /// Restores the heap after its top was replaced.
    private static func sink(_ heap: inout [Candidate]) {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
                if Candidate.precedes(heap[least], heap[child]) { least = child }
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
