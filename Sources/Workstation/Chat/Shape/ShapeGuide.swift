internal import Engine

/// Holds one answer to a JSON shape: takes what the sampler would choose when that may stand, and else chooses among what may.
///
/// To reject first and then choose among the allowed tokens draws from the same distribution as to mask always, and
/// the vocabulary is searched only where the model leaves the shape. At every step the value can be closed
/// within the tokens that are left.
struct ShapeGuide: Sendable {
    private let trie: TokenTrie
    private let bytesOf: @Sendable (Int) -> [UInt8]
    private var machine: JSONMachine
    private var left: Int
    private var isClosing = false

    /// Whether an element had to be closed before the model was done with it.
    private(set) var isCut = false

    /// Tokens that are tried before the value is closed.
    private static let mostTries = 16

    /// Begins an answer.
    ///
    /// - Parameters:
    ///   - grammar: The shape.
    ///   - trie: The vocabulary.
    ///   - limit: The most tokens.
    ///   - bytesOf: The bytes of a token; empty for one that is no text.
    /// - Throws: ``WorkstationError`` when not even the shortest value fits the limit.
    init(
        _ grammar: JSONGrammar, trie: TokenTrie, limit: Int, bytesOf: @escaping @Sendable (Int) -> [UInt8]
    ) throws {
        self.trie = trie
        self.bytesOf = bytesOf
        machine = JSONMachine(grammar)
        left = limit
        guard let least = trie.cover(machine.closing)?.count else {
            throw WorkstationError.invalid(
                "shape_not_writable", "The model's vocabulary cannot write the answer's shape.")
        }
        guard least <= limit else {
            throw WorkstationError.invalid(
                "limit_too_small",
                "The shortest answer of this shape takes \(least) tokens; allow more than \(limit).")
        }
    }

    /// Whether the value is whole.
    var isComplete: Bool { machine.isComplete }

    /// Chooses the next token; called until the value is whole.
    mutating func next(
        _ logits: [Float], sampler: inout Sampler, history: [Int]
    ) throws(EngineError) -> SampledToken {
        precondition(left > 0 && !isComplete, "an answer that is whole takes no token")
        left -= 1
        if !isClosing, let token = try sampled(logits, &sampler, history) { return token }
        if !isClosing {
            isClosing = true
            // The bracket that ends the whole value alone cuts nothing off.
            isCut = machine.closing.count > 1
        }
        guard let token = trie.cover(machine.closing)?.first, let next = machine.advanced(bytesOf(token))
        else {
            preconditionFailure("what is open can be closed at every step")
        }
        machine = next
        return scored(token, logits)
    }

    private mutating func sampled(
        _ logits: [Float], _ sampler: inout Sampler, _ history: [Int]
    ) throws(EngineError) -> SampledToken? {
        let wish = try sampler.next(logits, history: history)
        if take(wish.token) { return wish }
        // When only what closes the value fits in, there is nothing to choose.
        guard isClosable(machine) else { return nil }
        var masked = [Float](repeating: -.infinity, count: logits.count)
        var count = 0
        for token in trie.allowed(after: machine) where logits[token].isFinite {
            masked[token] = logits[token]
            count += 1
        }
        for _ in 0..<min(Self.mostTries, count) {
            let choice = try sampler.next(masked, history: history).token
            if take(choice) { return scored(choice, logits) }
            masked[choice] = -.infinity
        }
        return nil
    }

    /// Goes on with a token if it may stand and what is open can be closed after it.
    private mutating func take(_ token: Int) -> Bool {
        let bytes = bytesOf(token)
        guard !bytes.isEmpty, let next = machine.advanced(bytes), isClosable(next) else { return false }
        machine = next
        return true
    }

    /// Whether what a state leaves open can be closed within the tokens that are left.
    private func isClosable(_ next: JSONMachine) -> Bool {
        let closing = next.closing
        if closing.count <= left, trie.hasTokens(ofEach: closing) { return true }
        return trie.cover(closing).map { $0.count <= left } ?? false
    }

    private func scored(_ token: Int, _ logits: [Float]) -> SampledToken {
        SampledToken(token: token, logProbability: Sampler.logProbability(of: token, in: logits))
    }
}
