import Core
import Foundation
import Testing

@testable import Engine

@Suite struct SamplerTests {
    private func options(_ change: (inout SamplingOptions) -> Void) -> SamplingOptions {
        var options = SamplingOptions()
        options.temperature = 1
        options.topP = 1
        options.seed = 7
        change(&options)
        return options
    }

    private func draws(_ options: SamplingOptions, _ logits: [Float], count: Int = 4000) throws -> [Int] {
        var sampler = Sampler(options)
        var result = [Int](repeating: 0, count: logits.count)
        for _ in 0..<count { result[try sampler.next(logits, history: []).token] += 1 }
        return result
    }

    @Test func `takes the likeliest when greedy, the smaller id of equals`() throws {
        var sampler = Sampler(.greedy)
        #expect(try sampler.next([0, 3, 1, 3], history: []).token == 1)
        #expect(try sampler.next([-.infinity, .nan, -5], history: []).token == 2)
    }

    @Test func `tells the model's own log-probability`() throws {
        let logits: [Float] = [1, 2, 3]
        let total = logits.reduce(0) { $0 + exp($1) }
        var sampler = Sampler(
            options {
                $0.temperature = 0.1
                $0.topK = 1
                $0.repetitionPenalty = 2
            })
        let choice = try sampler.next(logits, history: [])
        #expect(choice.token == 2 && abs(choice.logProbability - log(exp(3) / total)) < 1e-6)
    }

    @Test func `draws as often as the probabilities say`() throws {
        let logits: [Float] = [0, 1, 2, -1]
        let total = logits.reduce(0) { $0 + exp($1) }
        for (count, logit) in zip(try draws(options { _ in }, logits), logits) {
            #expect(abs(Double(count) / 4000 - Double(exp(logit) / total)) < 0.03)
        }
        let cold = try draws(options { $0.temperature = 0.5 }, logits)
        let coldTotal = logits.reduce(0) { $0 + exp(2 * $1) }
        #expect(abs(Double(cold[2]) / 4000 - Double(exp(4) / coldTotal)) < 0.03)
    }

    @Test func `keeps the k likeliest`() throws {
        let counts = try draws(options { $0.topK = 2 }, [0, 1, 2, 0.5])
        #expect(counts[0] == 0 && counts[3] == 0 && counts[1] > 0 && counts[2] > 0)
    }

    @Test func `keeps the smallest set with the wanted probability`() throws {
        // Probabilities 0.5, 0.3, 0.15, 0.05 in mixed order.
        let logits = [0.3, 0.05, 0.5, 0.15].map { Float(log($0)) }
        #expect(try draws(options { $0.topP = 0.45 }, logits).map { $0 > 0 } == [false, false, true, false])
        #expect(try draws(options { $0.topP = 0.7 }, logits).map { $0 > 0 } == [true, false, true, false])
        #expect(try draws(options { $0.topP = 0.9 }, logits).map { $0 > 0 } == [true, false, true, true])
        #expect(try draws(options { $0.topP = 0 }, logits).map { $0 > 0 } == [false, false, true, false])
    }

    @Test func `drops tokens far below the likeliest`() throws {
        let logits = [0.3, 0.05, 0.5, 0.15].map { Float(log($0)) }
        #expect(try draws(options { $0.minP = 0.4 }, logits).map { $0 > 0 } == [true, false, true, false])
        #expect(try draws(options { $0.minP = 0.05 }, logits).allSatisfy { $0 > 0 })
    }

    @Test func `finds wide sets in a large flat vocabulary`() throws {
        let logits = (0..<700).map { Float($0 % 7) * 0.001 }
        let counts = try draws(options { $0.topP = 0.999 }, logits, count: 6000)
        #expect(counts.filter { $0 > 0 }.count > 600)
        let narrow = try draws(
            options {
                $0.topP = 0.5
                $0.minP = 0.9
            }, logits, count: 6000)
        #expect(narrow.filter { $0 > 0 }.count > 250 && narrow.filter { $0 > 0 }.count <= 350)
    }

    @Test func `makes recent tokens less likely`() throws {
        var sampler = Sampler(
            options {
                $0.temperature = 0
                $0.repetitionPenalty = 2
                $0.repetitionWindow = 2
            })
        #expect(try sampler.next([1, 1.5, -1], history: [1]).token == 0)
        #expect(try sampler.next([1, 1.5, -1], history: [1, 0, 0]).token == 1)
        #expect(try sampler.next([-3, -4, -2], history: [2]).token == 0)
        #expect(try sampler.next([1, 2], history: [99, -5]).token == 1)
    }

    @Test func `repeats itself with a seed and not without`() throws {
        let logits = (0..<100).map { Float($0 % 10) * 0.1 }
        func text(_ seed: UInt64?) throws -> [Int] {
            var sampler = Sampler(
                options {
                    $0.seed = seed
                    $0.topP = 0.9
                })
            return try (0..<50).map { _ in try sampler.next(logits, history: []).token }
        }
        #expect(try text(5) == text(5))
        #expect(try text(5) != text(6))
        #expect(try text(nil) != text(nil))
    }

    @Test func `refuses logits without a number`() {
        for temperature in [Float(0), 1] {
            var sampler = Sampler(options { $0.temperature = temperature })
            #expect(throws: EngineError.notANumber) { try sampler.next([.nan, .nan], history: []) }
            #expect(throws: EngineError.notANumber) { try sampler.next([], history: []) }
        }
    }

    @Test func `never draws what is not a number`() throws {
        for change in [{ _ in }, { $0.topP = 0.9 }, { $0.topK = 3 }] as [(inout SamplingOptions) -> Void] {
            let counts = try draws(options(change), [.nan, 1, -.infinity, 1.2], count: 500)
            #expect(counts[0] == 0 && counts[2] == 0)
        }
    }

    @Test func `finds the likeliest as a full sort does`() {
        var generator = SeededGenerator(seed: 3)
        let logits = (0..<777).map { _ in Float(Int.random(in: 0..<300, using: &generator)) }
        let sorted = logits.enumerated().map { TopTokens.Candidate(token: $0, logit: $1) }
            .sorted(by: TopTokens.Candidate.precedes)
        for count in [0, 1, 2, 3, 10, 64, 776, 777, 2000] {
            #expect(TopTokens.select(logits, count: count) == Array(sorted.prefix(count)))
        }
    }

    @Test(arguments: [3000, 30_001], [1, 2, 5, 12, 64])
    func `looks at the blocks that count, whatever is no number`(_ width: Int, _ count: Int) {
        var generator = SeededGenerator(seed: 4)
        var logits = (0..<width).map { _ in Float(Int.random(in: 0..<900, using: &generator)) }
        // Whole blocks without a number, and single ones.
        for token in 0..<600 { logits[token] = -.infinity }
        for token in stride(from: 700, to: width, by: 97) { logits[token] = .nan }
        for token in stride(from: 750, to: width, by: 301) { logits[token] = .infinity }
        let sorted = logits.enumerated().filter(\.element.isFinite)
            .map { TopTokens.Candidate(token: $0.offset, logit: $0.element) }
            .sorted(by: TopTokens.Candidate.precedes)
        #expect(TopTokens.select(logits, count: count) == Array(sorted.prefix(count)))
        #expect(TopTokens.best(of: logits.span) == sorted.first?.token)
    }

    @Test func `draws from a vocabulary of many blocks as the probabilities say`() throws {
        let logits = (0..<2000).map { $0 % 500 == 499 ? Float(8) : Float($0 % 3) - 4 }
        let total = logits.reduce(0) { $0 + Double(exp($1)) }
        let counts = try draws(options { _ in }, logits, count: 6000)
        for token in [499, 999, 1499, 1999] {
            #expect(abs(Double(counts[token]) / 6000 - Double(exp(Float(8))) / total) < 0.03)
        }
        #expect(counts.filter { $0 > 0 }.count > 4)
    }

    @Test func `draws by the same numbers as the plain loop`() throws {
        var source = SeededGenerator(seed: 11)
        let logits = (0..<5000).map { _ in Float(source.nextUnit()) * 12 - 6 }
        var sampler = Sampler(options { $0.temperature = 0.8 })
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            // The shares of all tokens in order, in double precision.
            let weights = logits.map { Foundation.exp(Double($0) / 0.8) }
            var target = generator.nextUnit() * weights.reduce(0, +)
            let expected = weights.firstIndex { weight in
                target -= weight
                return target < 0
            }
            #expect(try sampler.next(logits, history: []).token == expected)
        }
    }
}
