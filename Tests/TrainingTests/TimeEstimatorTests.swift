import Testing

@testable import Training

@Suite struct TimeEstimatorTests {
    @Test func `averages steps of unlike rows by their tokens`() {
        var estimator = TimeEstimator()
        for _ in 0..<20 {
            estimator.addStep(seconds: 1, tokens: 100)
            estimator.addStep(seconds: 4, tokens: 400)
        }
        #expect(abs(estimator.secondsLeft(tokens: 1000, evaluations: 0, checkpoints: 0) - 10) < 1e-9)
    }

    @Test func `forgets how fast the machine was long ago`() {
        var estimator = TimeEstimator()
        for _ in 0..<100 { estimator.addStep(seconds: 1, tokens: 100) }
        for _ in 0..<300 { estimator.addStep(seconds: 2, tokens: 100) }
        let left = estimator.secondsLeft(tokens: 100, evaluations: 0, checkpoints: 0)
        #expect(left > 1.9 && left <= 2)
    }

    @Test func `counts evaluations and checkpoints that are still to come`() {
        var estimator = TimeEstimator()
        #expect(estimator.secondsLeft(tokens: 10, evaluations: 2, checkpoints: 3) == 0)
        estimator.addEvaluation(seconds: 5)
        estimator.addCheckpoint(seconds: 1)
        #expect(estimator.secondsLeft(tokens: 10, evaluations: 2, checkpoints: 3) == 13)
    }
}
