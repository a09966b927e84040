import Testing

@testable import Evaluation

@Suite struct AnswerMetricsTests {
    @Test func `matches exactly up to case, punctuation, articles and number forms`() {
        #expect(AnswerMetrics.isExactMatch("The 7 bells.", "seven bells"))
        #expect(!AnswerMetrics.isExactMatch("seven bells rang", "seven bells"))
    }

    @Test func `weighs shared words`() {
        #expect(AnswerMetrics.tokenF1("red blue", "red green") == 0.5)
        #expect(AnswerMetrics.tokenF1("red red", "red") == 2.0 / 3)
        #expect(AnswerMetrics.tokenF1("", "") == 1)
        #expect(AnswerMetrics.tokenF1("", "x") == 0)
        #expect(AnswerMetrics.tokenF1("the cat", references: ["dog", "a cat"]) == 1)
    }

    /// Values of the closed formula, computed apart with 50 digits.
    @Test(arguments: [
        (17, 20, 0.63958, 0.94763), (0, 20, 0.0, 0.16113), (20, 20, 0.83887, 1.0), (1, 2, 0.09453, 0.90547),
        (500, 1000, 0.46907, 0.53093),
    ])
    func `gives Wilson's interval`(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
        let interval = WilsonInterval(successes: successes, trials: trials)
        #expect(abs(interval.low - low) < 1e-5)
        #expect(abs(interval.high - high) < 1e-5)
    }

    @Test func `knows nothing without trials`() {
        let interval = WilsonInterval(successes: 0, trials: 0)
        #expect(interval.low == 0 && interval.high == 1)
    }
}
