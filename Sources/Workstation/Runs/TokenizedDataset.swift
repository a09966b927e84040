internal import Core
internal import Engine
internal import Store
internal import Tokenizer
internal import Training

/// A dataset version as token rows: what a run learns from and is measured on.
struct TokenizedDataset: Sendable {
    /// Token rows, one after another, with the loss weight of predicting each token.
    struct Rows: Sendable {
        var tokens: [Int32] = []
        var weights: [Float] = []
        var offsets = [0]

        var count: Int { offsets.count - 1 }
        var lengths: [Int] { (0..<count).map { offsets[$0 + 1] - offsets[$0] } }
        var lossTokens: Int { weights.count { $0 > 0 } }

        /// The same rows as a run reads them.
        func rows(vocabulary: Int) throws -> TokenRows {
            try TokenRows(
                tokens: tokens, weights: weights, offsets: offsets, vocabulary: vocabulary,
                maximumLength: lengths.max() ?? 0, name: "dataset")
        }

        mutating func append(_ ids: [Int], _ rowWeights: [Float]) {
            tokens += ids.map(Int32.init)
            weights += rowWeights
            offsets.append(tokens.count)
        }
    }

    /// Rows to learn from.
    var train = Rows()
    /// Rows of held-out documents to measure on.
    var heldOut = Rows()
    /// Recall questions to measure on: what was taught, in words that were not.
    var recall = Rows()
    /// Chats that were longer than the longest sequence and are left out.
    var tooLong = 0
    /// Questions to answer during the run, with their expected answers.
    var samples: [(prompt: String, reference: String?, tokens: [Int])] = []

    private static let sampleCount = 3
    /// Most tokens of each kind that are measured, so that measuring stays a small part of a run.
    private static let measuredTokens = 3_000
    /// Held-out rows that there are, measured or not.
    private(set) var heldOutRows = 0
    /// Recall questions that there are, measured or not.
    private(set) var recallRows = 0

    /// Makes rows.
    ///
    /// - Parameters:
    ///   - examples: The rows of a dataset version.
    ///   - base: The model whose tokenizer and template are used.
    ///   - maximumLength: Longest sequence; a longer text is cut into several rows, a longer chat is left out.
    /// - Throws: ``WorkstationError`` when nothing is left to learn, `TokenizerError` when the template fails.
    init(_ examples: [ExampleRecord], _ base: LoadedModel, maximumLength: Int) throws {
        for record in examples where record.split == .train {
            try add(record, to: \.train, base, maximumLength)
        }
        // First what was taught: answers to it tell a reader more than those about documents that never were.
        let questions = examples.filter { $0.split == .recall }
        recallRows = questions.count
        try addSome(of: questions, to: \.recall, base, maximumLength)
        let others = examples.filter { $0.split == .heldOut }
        heldOutRows = others.count
        try addSome(of: others, to: \.heldOut, base, maximumLength)
        guard train.count > 0 else {
            throw WorkstationError.invalid(
                "nothing_to_train",
                "No row of the dataset fits into \(maximumLength) tokens; choose a larger maximum length.")
        }
    }

    /// Takes rows spread evenly over all of them, until there are enough to measure on.
    private mutating func addSome(
        of examples: [ExampleRecord], to rows: WritableKeyPath<Self, Rows>, _ base: LoadedModel,
        _ maximumLength: Int
    ) throws {
        var stride = 1
        while stride < examples.count { stride *= 2 }
        // Every 2^k-th row first, then those between: any beginning of this order is spread evenly.
        var order: [Int] = []
        var isTaken = [Bool](repeating: false, count: examples.count)
        while stride >= 1 {
            for index in Swift.stride(from: 0, to: examples.count, by: stride) where !isTaken[index] {
                isTaken[index] = true
                order.append(index)
            }
            stride /= 2
        }
        for index in order where self[keyPath: rows].tokens.count < Self.measuredTokens {
            try add(examples[index], to: rows, base, maximumLength)
        }
    }

    private mutating func add(
        _ record: ExampleRecord, to rows: WritableKeyPath<Self, Rows>, _ base: LoadedModel,
        _ maximumLength: Int
    ) throws {
        if let text = record.example.text {
            for piece in Self.pieces(text, base, maximumLength) {
                let weights = [Float](repeating: 1, count: piece.count)
                self[keyPath: rows].append(piece, weights)
            }
            return
        }
        let chat = try base.requireChat()
        let (ids, weights) = try chat.encodeForTraining(record.example.messages)
        guard ids.count <= maximumLength else {
            tooLong += 1
            return
        }
        guard ids.count > 1, weights.dropFirst().contains(where: { $0 > 0 }) else { return }
        self[keyPath: rows].append(ids, weights)
        if record.split != .train, samples.count < Self.sampleCount, let prompt = record.example.prompt {
            let question = record.example.messages.prefix { $0.role != .assistant }
            let tokens = try chat.encode(messages: Array(question), addGenerationPrompt: true)
            samples.append((prompt, record.example.completion, tokens))
        }
    }

    /// A text as rows that end where the model's own documents end.
    private static func pieces(_ text: String, _ base: LoadedModel, _ maximumLength: Int) -> [[Int]] {
        let ids = base.tokenizer.encode(text) + [base.tokenizer.endOfSequence].compactMap(\.self)
        return stride(from: 0, to: ids.count, by: maximumLength).compactMap { start in
            let piece = Array(ids[start..<min(start + maximumLength, ids.count)])
            return piece.count > 1 ? piece : nil
        }
    }
}
