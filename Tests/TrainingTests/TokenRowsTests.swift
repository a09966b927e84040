import Testing

@testable import Training

@Suite struct TokenRowsTests {
    /// Parts of a shard that contradict each other, and a word that the error must hold.
    private static let contradictions: [(tokens: [Int32], weights: [Float], offsets: [Int], word: String)] = [
        ([1, 2, 3], [1, 1], [0, 3], "weights"),
        ([1, 2, 3], [1, 1, 1], [], "offsets"),
        ([1, 2, 3], [1, 1, 1], [0, 2], "offsets"),
        ([1, 2, 3], [1, 1, 1], [1, 3], "offsets"),
        ([1, 2, 3], [1, 1, 1], [0, 5, 3], "row 0"),
        ([1, 2, 3], [1, 1, 1], [0, 2, 2, 3], "row 1"),
        ([1, 2, 3], [1, 1, 1], [0, -4, 3], "row 0"),
        ([1, 2, 3], [1, 0, 0], [0, 3], "row 0"),
        ([1, 2, 3], [1, 1, 1], [0, 2, 3], "row 1"),
        ([1, 2, 64], [1, 1, 1], [0, 3], "vocabulary"),
        ([1, -2, 3], [1, 1, 1], [0, 3], "vocabulary"),
        ([1, 2, 3], [1, 1, -1], [0, 3], "loss weight"),
        ([1, 2, 3], [1, 1, .nan], [0, 3], "loss weight"),
        ([1, 2, 3], [1, 1, .infinity], [0, 3], "loss weight"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 9], "9 tokens"),
    ]

    @Test(arguments: contradictions.indices)
    func `a contradiction is one sentence that names the file`(index: Int) {
        let parts = Self.contradictions[index]
        let error = #expect(throws: TrainingError.self) {
            try TokenRows(
                tokens: parts.tokens, weights: parts.weights, offsets: parts.offsets, vocabulary: 64,
                maximumLength: 8, name: "train.safetensors")
        }
        #expect(error?.message.contains("train.safetensors") == true)
        #expect(error?.message.contains(parts.word) == true)
    }

    @Test func `an empty shard has no rows`() throws {
        let rows = try TokenRows(
            tokens: [], weights: [], offsets: [0], vocabulary: 64, maximumLength: 8,
            name: "held-out.safetensors")
        #expect(rows.count == 0)
    }
}
