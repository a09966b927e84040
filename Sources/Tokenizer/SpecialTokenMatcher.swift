/// Finds control and user-defined tokens in text: the leftmost, and of several there the longest.
struct SpecialTokenMatcher: Sendable {
    /// One token to look for.
    private struct Candidate: Sendable {
        let bytes: [UInt8]
        let id: Int
    }

    private var candidates: [[Candidate]] = Array(repeating: [], count: 256)
    private var isEmpty = true

    /// Makes a matcher of tokens; one without text is left out.
    init(_ tokens: [(bytes: [UInt8], id: Int)]) {
        for token in tokens {
            guard let first = token.bytes.first else { continue }
            candidates[Int(first)].append(Candidate(bytes: token.bytes, id: token.id))
            isEmpty = false
        }
        for index in candidates.indices {
            candidates[index].sort { ($1.bytes.count, $0.id) < ($0.bytes.count, $1.id) }
        }
    }

    /// Returns the next token in a range of bytes, and where it stands.
    func firstMatch(in bytes: [UInt8], _ range: Range<Int>) -> (range: Range<Int>, id: Int)? {
        guard !isEmpty else { return nil }
        for start in range {
            for candidate in candidates[Int(bytes[start])]
            where start + candidate.bytes.count <= range.upperBound {
                let end = start + candidate.bytes.count
                if bytes[start..<end].elementsEqual(candidate.bytes) { return (start..<end, candidate.id) }
            }
        }
        return nil
    }
}
