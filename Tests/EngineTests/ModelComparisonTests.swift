import Core
import Foundation
import Tensor
import Testing

@testable import Engine

@Suite struct ModelComparisonTests {
    /// Batches and single tokens round differently.
    static let tolerance = 1e-4

    private let model: LanguageModel
    private let text: [Int]

    init() throws {
        model = try Fixture.tinyModel()
        var generator = SeededGenerator(seed: 1)
        let vocabulary = model.configuration.vocabulary
        text = (0..<50).map { _ in Int.random(in: 0..<vocabulary, using: &generator) }
    }

    @Test func `finds no difference between a model and itself`() throws {
        let result = try ModelComparison(reference: model, other: model).compare(
            text, window: 1000, decoded: 10)
        #expect(result.windows == 1 && result.prefill.positions == 49 && result.decode.positions == 10)
        for part in [result.prefill, result.decode] {
            #expect(part.sameTopShare == 1 && part.referencePerplexity == part.otherPerplexity)
            #expect(abs(part.meanDivergence) < 1e-9 && abs(part.largestDivergence) < 1e-9)
        }
    }

    @Test func `gives the perplexity that scoring gives`() throws {
        let result = try ModelComparison(reference: model, other: model).compare(
            text, window: 1000, decoded: 49)
        let scores = try DecodingSession(model: model).logProbabilities(of: text).compactMap(\.self)
        let perplexity = exp(-scores.reduce(0.0) { $0 + Double($1) } / Double(scores.count))
        #expect(abs(result.prefill.referencePerplexity / perplexity - 1) < Self.tolerance)
        #expect(abs(result.decode.referencePerplexity / perplexity - 1) < Self.tolerance)
    }

    @Test func `reads a long text in windows of about equal length`() throws {
        let comparison = ModelComparison(reference: model, other: model)
        let cut = try comparison.compare(text, window: 20, decoded: 100)
        #expect(cut.windows == 3 && cut.prefill.positions == 47 && cut.decode.positions == 15)
        // A window of one token would predict nothing.
        let short = try comparison.compare(Array(text.prefix(21)), window: 20, decoded: 0)
        #expect(short.windows == 2 && short.prefill.positions == 19 && short.decode.positions == 0)
    }

    @Test func `tells what differs`() {
        var comparison = DistributionComparison()
        let (even, leaning): ([Float], [Float]) = ([0, 0], [log(3), 0])
        comparison.add(even.span, leaning.span, target: 1)
        comparison.add(leaning.span, leaning.span, target: 0)
        // KL of (1/2, 1/2) from (3/4, 1/4), in nats.
        let divergence = 0.5 * log(2.0 / 3) + 0.5 * log(2.0)
        #expect(abs(comparison.meanDivergence - divergence / 2) < 1e-6)
        #expect(abs(comparison.largestDivergence - divergence) < 1e-6)
        #expect(comparison.sameTopShare == 1)
        #expect(abs(comparison.referencePerplexity - (2 * 4 / 3.0).squareRoot()) < 1e-6)
        #expect(abs(comparison.otherPerplexity - (4 * 4 / 3.0).squareRoot()) < 1e-6)
        comparison.add(leaning.span, [0, 1].span, target: 0)
        #expect(abs(comparison.sameTopShare - 2 / 3.0) < 1e-9)
    }
}
