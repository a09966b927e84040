import Core
import Tensor
import Testing

@testable import Training

@Suite struct PackerTests {
    /// Rows of the given lengths whose tokens tell row and place apart, with loss on all of them.
    private func rows(_ lengths: [Int], lossFrom: Int = 0) throws -> TokenRows {
        var tokens: [Int32] = []
        var weights: [Float] = []
        var offsets = [0]
        for (row, length) in lengths.enumerated() {
            tokens += (0..<length).map { Int32(row * 100 + $0) }
            weights += (0..<length).map { $0 >= lossFrom ? 1 : 0 }
            offsets.append(tokens.count)
        }
        return try TokenRows(
            tokens: tokens, weights: weights, offsets: offsets, vocabulary: 10_000, maximumLength: 100,
            name: "test")
    }

    @Test func `every row lands in exactly one micro-batch within the limit`() throws {
        let data = try rows([9, 30, 4, 12, 17, 21, 5, 2])
        let batches = Packer.pack(0..<data.count, of: data, limit: 32)
        #expect(batches.allSatisfy { $0.tokenCount <= 32 })
        let firsts = batches.flatMap { batch in
            batch.sequences.boundaries.dropLast().map { batch.tokens[$0] / 100 }
        }
        #expect(firsts.sorted() == (0..<8).map(Int32.init))
        #expect(batches.reduce(0) { $0 + $1.realTokenCount } == data.tokens.count)
    }

    @Test func `a row longer than the limit gets a micro-batch of its own`() throws {
        let data = try rows([50, 3])
        let batches = Packer.pack([0, 1], of: data, limit: 16)
        #expect(batches.map(\.tokenCount) == [49, 2])
    }

    @Test func `positions restart and boundaries mark each row`() throws {
        let data = try rows([4, 3])
        let batch = PackedBatch([0, 1], of: data)
        #expect(batch.tokens == [0, 1, 2, 100, 101])
        #expect(batch.positions == [0, 1, 2, 0, 1])
        #expect(batch.sequences.boundaries == [0, 3, 5])
        #expect(batch.lossPositions == [0, 1, 2, 3, 4])
        #expect(batch.targets == [1, 2, 3, 101, 102])
    }

    @Test func `prompt tokens carry no loss and the first token of a row is never predicted`() throws {
        let data = try rows([5, 6], lossFrom: 3)
        let batch = PackedBatch([1, 0], of: data)
        #expect(batch.lossPositions == [2, 3, 4, 7, 8])
        #expect(batch.targets == [103, 104, 105, 3, 4])
        #expect(batch.weights == [1, 1, 1, 1, 1])
    }

    @Test func `the computed share falls when rows begin alike`() throws {
        let opening = (0..<30).map(Int32.init)
        func data(alike: Bool) throws -> TokenRows {
            var all: [Int32] = []
            var weights: [Float] = []
            for row in Int32(0)..<16 {
                all += alike ? opening : opening.map { $0 + 100 * row }
                all += [5, 2000 + row, 3000 + row]
                weights += [Float](repeating: 0, count: 31) + [1, 1]
            }
            return try TokenRows(
                tokens: all, weights: weights, offsets: (0...16).map { $0 * 33 }, vocabulary: 10_000,
                maximumLength: 100, name: "test")
        }
        var settings = TrainingSettings()
        settings.steps = 2
        settings.batchExamples = 8
        // Eight rows of 33 tokens: 30 are laid down once, and the last of each row is only a target.
        #expect(Packer.computedShare(of: try data(alike: true), settings: settings) < 0.25)
        #expect(Packer.computedShare(of: try data(alike: false), settings: settings) == 32.0 / 33)
    }

    @Test func `a common opening before the loss is laid down once`() throws {
        let opening: [Int32] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        let data = try TokenRows(
            tokens: opening + [20, 21] + opening + [30, 31, 32] + [50, 51],
            weights: [Float](repeating: 0, count: 10) + [1] + [Float](repeating: 0, count: 9) + [0, 1, 1] + [
                0, 1,
            ],
            offsets: [0, 11, 23, 25], vocabulary: 64, maximumLength: 16, name: "test")
        let batch = PackedBatch([0, 2, 1], of: data)
        #expect(batch.tokens == opening + [20, 30, 31, 50])
        #expect(batch.positions == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 0])
        #expect(batch.sequences == PackedSequences([0, 9, 10, 12, 13], parents: [nil, 0, 0, nil]))
        #expect(batch.targets == [21, 31, 32, 51])
        #expect(batch.lossPositions == [9, 10, 11, 12])
        #expect(batch.realTokenCount == 25)
        #expect(PackedBatch([0, 2, 1], of: data, leastShared: .max).tokenCount == 22)
    }

    @Test func `an opening that carries loss is not shared`() throws {
        let data = try TokenRows(
            tokens: [Int32](repeating: 3, count: 40), weights: [Float](repeating: 1, count: 40),
            offsets: [0, 20, 40], vocabulary: 64, maximumLength: 20, name: "test")
        #expect(PackedBatch([0, 1], of: data).tokenCount == 38)
    }

    @Test func `what follows the last loss token is not computed`() throws {
        let data = try TokenRows(
            tokens: [1, 2, 3, 4, 5], weights: [0, 1, 0.5, 0, 0], offsets: [0, 5], vocabulary: 8,
            maximumLength: 8, name: "test")
        let batch = PackedBatch([0], of: data)
        #expect(batch.tokens == [1, 2])
        #expect(batch.targets == [2, 3])
        #expect(batch.weights == [1, 0.5])
        #expect(batch.realTokenCount == 3)
    }
}
