import Engine
import Tensor
import TestSupport
import Testing

@testable import Training

/// Losses and LoRA gradients of every family against PyTorch's autograd and PEFT.
@Suite struct FamilyGradientTests {
    /// Products of a few dozen terms in 32 bits against PyTorch's 64, through two or three layers and back.
    static let tolerance = 1e-4

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts, [1000, 25])
    func `gradients equal those of PyTorch and PEFT`(_ family: String, limit: Int) throws {
        let fixture = try FamilyFixture(family)
        for recomputes in [false, true] {
            let parameters = try fixture.parameters()
            let decoder = fixture.decoder(parameters, recomputes: recomputes)
            let batches = Packer.pack(0..<fixture.rows.count, of: fixture.rows, limit: limit)
            let total = batches.reduce(0) { $0 + $1.weightSum }
            let loss =
                batches.reduce(0) { $0 + decoder.lossAddingGradient($1, scale: Float(1 / total)) } / total
            let expected = try Double(fixture.file.floats(named: "loss")[0])
            #expect(abs(loss / expected - 1) < Self.tolerance)
            let gradients = try fixture.gradients(parameters)
            let names = fixture.file.entries.keys.filter { $0.hasPrefix("gradient.") }
            #expect(names.count == gradients.entries.count)
            for name in names {
                let own = try gradients.floats(named: String(name.dropFirst("gradient.".count)))
                let error = GradientFixture.relativeError(own, try fixture.file.floats(named: name))
                #expect(error < Self.tolerance, "\(name) is off by \(error)")
            }
        }
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `packed rows do not see each other`(_ family: String) throws {
        let fixture = try FamilyFixture(family)
        let decoder = try fixture.decoder(fixture.parameters())
        let separate = try fixture.file.floats(named: "rowLossSums").map { Double($0) }
        for row in 0..<fixture.rows.count {
            let loss = decoder.loss(PackedBatch([row], of: fixture.rows))
            #expect(abs(loss / separate[row] - 1) < Self.tolerance)
        }
        let packed = decoder.loss(PackedBatch([2, 0, 1], of: fixture.rows))
        #expect(abs(packed / separate.reduce(0, +) - 1) < Self.tolerance)
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `computing layers a second time gives the same bytes`(_ family: String) throws {
        let fixture = try FamilyFixture(family)
        let batch = PackedBatch(0..<fixture.rows.count, of: fixture.rows)
        let results = try [false, true].map { recomputes in
            let parameters = try fixture.parameters()
            let loss = fixture.decoder(parameters, recomputes: recomputes).lossAddingGradient(
                batch, scale: 0.1)
            return (loss, parameters.gradients.elements)
        }
        #expect(results[0].0 == results[1].0 && results[0].1 == results[1].1)
    }

    @Test(arguments: ["gemma2", "gemma3", "mistral", "phi3"])
    func `a shared opening longer than the window changes neither the loss nor the gradient`(
        _ family: String
    ) throws {
        let fixture = try FamilyFixture(family)
        let rows = try Self.rowsWithOpening()
        let batches = [PackedBatch(0..<3, of: rows), PackedBatch(0..<3, of: rows, leastShared: .max)]
        #expect(batches[0].tokenCount < batches[1].tokenCount)
        let results = try batches.map { batch in
            let parameters = try fixture.parameters()
            let loss = fixture.decoder(parameters).lossAddingGradient(batch, scale: 0.1)
            return (loss, parameters.gradients.elements)
        }
        #expect(abs(results[0].0 / results[1].0 - 1) < Self.tolerance)
        #expect(GradientFixture.relativeError(results[0].1, results[1].1) < Self.tolerance)
    }

    private static func rowsWithOpening() throws -> TokenRows {
        var tokens: [Int32] = []
        var weights: [Float] = []
        var offsets = [0]
        for row in 0..<3 {
            tokens +=
                (0..<14).map { Int32($0 * 5 % 61) } + (0..<(5 + row)).map { Int32(($0 * 13 + row * 17) % 61) }
            weights += [Float](repeating: 0, count: 14) + [Float](repeating: 1, count: 5 + row)
            offsets.append(tokens.count)
        }
        return try TokenRows(
            tokens: tokens, weights: weights, offsets: offsets, vocabulary: 61, maximumLength: 64,
            name: "test")
    }

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts)
    func `training and inference agree on an adapter`(_ family: String) throws {
        let fixture = try FamilyFixture(family)
        let parameters = try fixture.parameters()
        let range = 0..<fixture.rows.count
        let loss = fixture.decoder(parameters).loss(PackedBatch(range, of: fixture.rows))
        let mix = AdapterMix([(parameters.adapter(alpha: FamilyFixture.alpha), 1)])
        var sum = 0.0
        let tokens = try fixture.file.integers(named: "tokens")
        let weights = try fixture.file.floats(named: "weights")
        let offsets = try fixture.file.integers(named: "offsets")
        for (start, end) in zip(offsets, offsets.dropFirst()) {
            // A session as long as the row: LongRoPE turns long sequences in another way.
            let session = try DecodingSession(model: fixture.model, mix: mix, capacity: Int(end - start))
            let scores = try session.logProbabilities(of: Array(tokens[start..<end]))
            for (score, weight) in zip(scores, weights[start..<end]) {
                sum -= Double(weight) * Double(score ?? 0)
            }
        }
        #expect(abs(loss / sum - 1) < Self.tolerance)
    }
}
