/// SentencePiece's unigram model: the way through the text with the best sum of scores.
struct UnigramModel: Sendable {
    /// How much worse than the worst token an unknown character is.
    private static let unknownPenalty = 10.0

    private let trie: ByteTrie
    private let scores: [Double]
    private let unknownScore: Double
    private let unknown: Int32
    private let fallsBackToBytes: Bool

    /// Makes the model.
    ///
    /// - Parameters:
    ///   - scores: A finite score for each token.
    ///   - worst: The lowest of the model's own scores.
    ///   - vocabulary: The tokens.
    ///   - isOrdinary: Whether each may come out of text.
    ///   - unknown: The token for what the vocabulary does not hold.
    ///   - fallsBackToBytes: Whether that is written as bytes when there are tokens for them.
    init(
        scores: [Double], worst: Double, vocabulary: Vocabulary, isOrdinary: [Bool], unknown: Int32,
        fallsBackToBytes: Bool
    ) {
        trie = ByteTrie(
            isOrdinary.indices.filter { isOrdinary[$0] && Int32($0) != unknown }
                .map { (vocabulary.bytes(of: $0), Int32($0)) })
        self.scores = scores
        unknownScore = worst - Self.unknownPenalty
        self.unknown = unknown
        self.fallsBackToBytes = fallsBackToBytes
    }

    /// The best way to a place in the text.
    private struct Step {
        var score = 0.0
        var start: Int32 = -1
        var token: Int32 = -1
    }

    /// Appends the tokens of a word.
    func append(_ word: ArraySlice<UInt8>, _ vocabulary: Vocabulary, to ids: inout [Int]) {
        let bytes = Array(word)
        var steps = [Step](repeating: Step(), count: bytes.count + 1)
        var start = 0
        while start < bytes.count {
            let length = min(UTF8Text.length(bytes[start]), bytes.count - start)
            let score = steps[start].score
            var hasSingle = false
            var node = ByteTrie.root
            var end = start
            while end < bytes.count {
                node = trie.child(of: node, bytes[end])
                if node < 0 { break }
                end += 1
                let token = trie.value(at: node)
                guard token >= 0 else { continue }
                Self.offer(score + scores[Int(token)], token, from: start, to: &steps[end])
                if end - start == length { hasSingle = true }
            }
            if !hasSingle {
                Self.offer(score + unknownScore, unknown, from: start, to: &steps[start + length])
            }
            start += length
        }
        appendPath(bytes, steps, vocabulary, to: &ids)
    }

    private static func offer(_ score: Double, _ token: Int32, from start: Int, to step: inout Step) {
        guard step.start < 0 || score > step.score else { return }
        step = Step(score: score, start: Int32(start), token: token)
    }

    /// Walks back from the end; neighbouring unknown characters make one.
    private func appendPath(
        _ bytes: [UInt8], _ steps: [Step], _ vocabulary: Vocabulary, to ids: inout [Int]
    ) {
        var path: [(range: Range<Int>, token: Int32)] = []
        var end = bytes.count
        while end > 0 {
            let step = steps[end]
            let start = Int(step.start)
            if step.token == unknown, let last = path.last, last.token == unknown {
                path[path.count - 1].range = start..<last.range.upperBound
            } else {
                path.append((start..<end, step.token))
            }
            end = start
        }
        for (range, token) in path.reversed() {
            guard token == unknown else {
                ids.append(Int(token))
                continue
            }
            let text = bytes[range]
            if let id = vocabulary.id(of: text), id != unknown {
                ids.append(Int(id))
            } else if fallsBackToBytes, text.allSatisfy({ vocabulary.byteTokens[Int($0)] >= 0 }) {
                for byte in text { ids.append(Int(vocabulary.byteTokens[Int(byte)])) }
            } else {
                ids.append(Int(unknown))
            }
        }
    }
}
