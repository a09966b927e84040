import Engine
import Tensor
import Testing

@testable import Training

@Suite struct AdaptedDecoderTests {
    /// Products are summed in 32 bits in another order than PyTorch's 64, over at most 64 terms.
    private static let tolerance = 1e-4

    /// Loss and gradient of the fixture's rows in micro-batches of at most `limit` inputs.
    private func run(
        _ fixture: GradientFixture, _ parameters: AdapterParameters, limit: Int, recomputes: Bool = false
    ) -> Double {
        let decoder = fixture.decoder(parameters, recomputes: recomputes)
        let batches = Packer.pack(0..<fixture.rows.count, of: fixture.rows, limit: limit)
        let total = batches.reduce(0) { $0 + $1.weightSum }
        parameters.gradients.fill(0)
        return batches.reduce(0) { $0 + decoder.lossAddingGradient($1, scale: Float(1 / total)) } / total
    }

    @Test(arguments: [1000, 25, 1], [false, true])
    func `gradients equal those of PyTorch and PEFT`(limit: Int, recomputes: Bool) throws {
        let fixture = try GradientFixture()
        let parameters = try fixture.parameters()
        let loss = run(fixture, parameters, limit: limit, recomputes: recomputes)
        let expected = try Double(fixture.file.floats(named: "loss")[0])
        #expect(abs(loss / expected - 1) < Self.tolerance)
        for tensor in parameters.layout.tensors {
            let gradient = parameters.layout.view(tensor, in: parameters.gradients).elements
            let reference = try fixture.file.floats(named: "gradient." + GradientFixture.name(tensor))
            let error = GradientFixture.relativeError(gradient, reference)
            #expect(error < Self.tolerance, "\(tensor.name) is off by \(error)")
        }
    }

    @Test func `computing layers a second time gives the same bytes`() throws {
        let fixture = try GradientFixture()
        let kept = try fixture.parameters()
        let recomputed = try fixture.parameters()
        #expect(run(fixture, kept, limit: 25) == run(fixture, recomputed, limit: 25, recomputes: true))
        #expect(kept.gradients.elements == recomputed.gradients.elements)
    }

    @Test func `the loss of packed rows is the sum of the rows on their own`() throws {
        let fixture = try GradientFixture()
        let decoder = try fixture.decoder(fixture.parameters())
        let separate = try fixture.file.floats(named: "rowLossSums").map { Double($0) }
        for row in 0..<fixture.rows.count {
            let loss = decoder.loss(PackedBatch([row], of: fixture.rows))
            #expect(abs(loss / separate[row] - 1) < Self.tolerance)
        }
        let packed = decoder.loss(PackedBatch([2, 0, 1], of: fixture.rows))
        #expect(abs(packed / separate.reduce(0, +) - 1) < Self.tolerance)
    }

    @Test func `a row's loss does not depend on its neighbours`() throws {
        let fixture = try GradientFixture()
        let decoder = try fixture.decoder(fixture.parameters())
        let both = decoder.loss(PackedBatch([0, 1], of: fixture.rows))
        let other = decoder.loss(PackedBatch([1, 1], of: fixture.rows)) / 2
        let alone = decoder.loss(PackedBatch([0], of: fixture.rows))
        #expect(abs(both - alone - other) < 1e-4 * both)
    }

    @Test func `a shared opening changes neither the loss nor the gradient`() throws {
        let fixture = try GradientFixture()
        var tokens: [Int32] = []
        var weights: [Float] = []
        var offsets = [0]
        for row in 0..<5 {
            // Four rows begin alike for 9 to 11 tokens, one does not.
            let opening = (0..<11).map {
                Int32($0 < 9 + row % 3 && row != 3 ? $0 * 5 : ($0 * 7 + row * 11) % 64)
            }
            let answer = (0..<(3 + row)).map { Int32(($0 * 13 + row * 17) % 64) }
            tokens += opening + answer
            weights += opening.map { _ in 0 } + answer.map { _ in Float(1 + row % 2) }
            offsets.append(tokens.count)
        }
        let rows = try TokenRows(
            tokens: tokens, weights: weights, offsets: offsets, vocabulary: 64, maximumLength: 64,
            name: "test")
        let shared = PackedBatch(0..<5, of: rows)
        let separate = PackedBatch(0..<5, of: rows, leastShared: .max)
        #expect(separate.tokenCount - shared.tokenCount == 27)
        for recomputes in [false, true] {
            let one = try fixture.parameters()
            let other = try fixture.parameters()
            let losses = [
                fixture.decoder(one, recomputes: recomputes).lossAddingGradient(shared, scale: 0.1),
                fixture.decoder(other, recomputes: recomputes).lossAddingGradient(separate, scale: 0.1),
            ]
            #expect(abs(losses[0] / losses[1] - 1) < 1e-5)
            for tensor in one.layout.tensors {
                let error = GradientFixture.relativeError(
                    one.layout.view(tensor, in: one.gradients).elements,
                    other.layout.view(tensor, in: other.gradients).elements)
                #expect(error < Self.tolerance, "\(tensor.name) is off by \(error)")
            }
        }
    }

    @Test func `gradients equal finite differences`() throws {
        let fixture = try GradientFixture()
        let parameters = try fixture.parameters()
        _ = run(fixture, parameters, limit: 1000)
        let gradient = parameters.gradients.elements
        let decoder = fixture.decoder(parameters)
        let batch = PackedBatch(0..<fixture.rows.count, of: fixture.rows)
        // Far enough that rounding in 32 bits does not drown the difference, near enough to stay straight.
        let distance: Float = 5e-3
        var generator = SeededGenerator(seed: 11)
        for tensor in parameters.layout.tensors {
            let view = parameters.layout.view(tensor, in: parameters.values)
            // A random direction tests every element of the matrix at once.
            let direction = (0..<tensor.count).map { _ in generator.uniform(limit: 1) }
            let start = view.elements
            func loss(_ sign: Float) -> Double {
                view.elements = zip(start, direction).map { $0 + sign * distance * $1 }
                return decoder.loss(batch) / batch.weightSum
            }
            let slope = (loss(1) - loss(-1)) / Double(2 * distance)
            view.elements = start
            let expected = zip(gradient[tensor.offset..<tensor.offset + tensor.count], direction)
                .reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            let size = gradient[tensor.offset..<tensor.offset + tensor.count].reduce(0.0) {
                $0 + Double($1 * $1)
            }
            #expect(abs(slope - expected) < 5e-3 * max(abs(expected), size.squareRoot()), "\(tensor.name)")
        }
    }

    @Test func `a fresh adapter changes nothing and its A is uniform`() throws {
        let fixture = try GradientFixture()
        let fresh = AdapterParameters(configuration: fixture.configuration, rank: 4, alpha: 8, seed: 5)
        let batch = PackedBatch([2], of: fixture.rows)
        let loss = fixture.decoder(fresh).loss(batch)
        fresh.values.fill(0)
        #expect(fixture.decoder(fresh).loss(batch) == loss)
        let again = AdapterParameters(configuration: fixture.configuration, rank: 4, alpha: 8, seed: 5)
        for tensor in again.layout.tensors {
            let elements = again.layout.view(tensor, in: again.values).elements
            let limit = 1 / Float(tensor.columns).squareRoot()
            #expect(
                tensor.part == .b ? elements.allSatisfy { $0 == 0 } : elements.allSatisfy { abs($0) <= limit }
            )
            #expect(tensor.part == .b || elements.contains { abs($0) > 0.8 * limit })
        }
    }
}
