import Testing

@testable import Tensor

@Suite struct LogitBlocksTests {
    /// A sum of exponentials, each within two units in the last place.
    static let tolerance = 1e-6
    /// Around a block's bounds, a vocabulary, and shorter than the lanes of a loop.
    static let widths = [1, 7, 16, 255, 256, 257, 1003, 49_152]

    private func logits(_ width: Int, seed: UInt64) -> [Float] {
        Reference.numbers(width, seed: seed).map { $0 * 20 }
    }

    private func blocks(_ logits: [Float]) -> [ArraySlice<Float>] {
        stride(from: 0, to: logits.count, by: LogitBlocks.size).map {
            logits[$0..<min(logits.count, $0 + LogitBlocks.size)]
        }
    }

    @Test(arguments: widths, InstructionLevel.available)
    func `finds the largest of each block`(_ width: Int, _ level: InstructionLevel) {
        var row = logits(width, seed: 1)
        #expect(LogitBlocks.maxima(of: row.span, level.kernelLevel) == blocks(row).map { $0.max() ?? 0 })
        row[0] = .nan
        row[width - 1] = .infinity
        let finite = row.map { $0.isFinite ? $0 : -.infinity }
        #expect(LogitBlocks.maxima(of: row.span, level.kernelLevel) == blocks(finite).map { $0.max() ?? 0 })
    }

    @Test(arguments: widths, InstructionLevel.available)
    func `sums the weights of each block`(_ width: Int, _ level: InstructionLevel) {
        var row = logits(width, seed: 2)
        let largest = row.max() ?? 0
        for (place, value) in [(width / 3, Float.nan), (width / 2, .infinity), (width / 4, -.infinity)]
        where width > 4 {
            row[place] = value
        }
        for temperature: Float in [0.5, 1, 3] {
            let sums = LogitBlocks.weights(
                of: row.span, largest: largest, temperature: temperature, level.kernelLevel)
            let expected = blocks(row).map { block in
                block.filter(\.isFinite).reduce(0.0) {
                    $0 + exponential(Double($1 - largest) / Double(temperature))
                }
            }
            #expect(sums.count == expected.count)
            for (sum, wanted) in zip(sums, expected) {
                // Terms below 1e-37 fall to 0.
                #expect(abs(sum - wanted) <= 4 * Self.tolerance * wanted + 1e-30)
            }
        }
    }

    @Test(arguments: widths, InstructionLevel.available)
    func `measures how far one distribution is from another`(_ width: Int, _ level: InstructionLevel) {
        let p = logits(width, seed: 3)
        let noise = Reference.numbers(width, seed: 4)
        for scale: Float in [0, 0.01, 1] {
            let q = zip(p, noise).map { $0 + scale * $1 + 5 }
            let kl = LogitBlocks.divergence(of: p.span, from: q.span, level.kernelLevel)
            func logSoftmax(_ row: [Float]) -> [Double] {
                let largest = Double(row.max() ?? 0)
                let total = row.reduce(0.0) { $0 + exponential(Double($1) - largest) }
                return row.map { Double($0) - largest - logarithm(total) }
            }
            let expected = zip(logSoftmax(p), logSoftmax(q)).reduce(0.0) {
                $0 + exponential($1.0) * ($1.0 - $1.1)
            }
            #expect(abs(kl - expected) <= 4 * Self.tolerance * max(1, expected))
        }
    }
}
