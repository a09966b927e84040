import Testing

@testable import Training

@Suite struct LearningRateScheduleTests {
    @Test func `rises to the peak and falls to just above zero`() {
        let schedule = LearningRateSchedule(peak: 1e-3, steps: 100, warmupFraction: 0.05)
        let rates = (0..<100).map { schedule.rate(atStep: $0) }
        #expect(schedule.warmupSteps == 5)
        #expect(abs(rates[0] - 2e-4) < 1e-9)
        #expect(rates[4] == 1e-3)
        #expect(zip(rates[4...], rates[5...]).allSatisfy { $0 > $1 })
        #expect(rates[99] > 0)
        #expect(rates[99] < 1.1e-5)
    }

    @Test(arguments: [1, 2, 3])
    func `short runs never stand still`(steps: Int) {
        for fraction in [Float(0), 0.05, 1] {
            let schedule = LearningRateSchedule(peak: 1, steps: steps, warmupFraction: fraction)
            #expect(
                (0..<steps).allSatisfy { schedule.rate(atStep: $0) > 0 && schedule.rate(atStep: $0) <= 1 })
        }
    }

    @Test(arguments: [(576, Float(1e-3)), (2000, 5e-4), (4096, 2.857_5e-4), (100_000_000, 5e-5)])
    func `the peak follows from the model's size`(hiddenSize: Int, expected: Float) {
        #expect(abs(LearningRateRule.peak(hiddenSize: hiddenSize) / expected - 1) < 1e-3)
    }
}
