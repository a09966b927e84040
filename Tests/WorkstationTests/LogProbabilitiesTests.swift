import Foundation
import Testing

@testable import Workstation

@Suite struct LogProbabilitiesTests {
    private static let tolerance: Float = 1e-5

    @Test func `lists the likeliest tokens in order`() {
        let top = LogProbabilities.top(3, of: [0.1, 2, -1, 3, 2])
        #expect(top.map(\.id) == [3, 1, 4])
    }

    @Test func `gives probabilities that sum to one`() {
        let top = LogProbabilities.top(4, of: [1, 2, 3, 1000])
        #expect(abs(top.reduce(0) { $0 + exp($1.logProbability) } - 1) < Self.tolerance)
    }
}
