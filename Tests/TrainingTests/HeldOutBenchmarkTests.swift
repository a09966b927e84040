import Core
import Engine
import Tensor
import Testing

@testable import Training

@Suite struct HeldOutBenchmarkTests {
    @Test func `learns a text that repeats itself, and the same way each time`() throws {
        let model = try RunFixture.model()
        let text = (0..<64 * 40).map { ($0 * 7 + $0 / 5) % 11 }
        let benchmark = try HeldOutBenchmark(tokens: text, steps: 8, configuration: model.configuration)
        let first = try benchmark.run(model)
        #expect(first.lossAfter < first.lossBefore)
        #expect(try benchmark.run(model).lossAfter == first.lossAfter)
    }

    @Test func `refuses a text that leaves nothing to hold out`() throws {
        let configuration = TinyModel.configuration
        #expect(throws: TrainingError.self) {
            try HeldOutBenchmark(tokens: [1, 2, 3], steps: 8, configuration: configuration)
        }
        #expect(throws: TrainingError.self) {
            try HeldOutBenchmark(
                tokens: [Int](repeating: 1, count: 4096), steps: 0, configuration: configuration)
        }
        #expect(throws: TrainingError.self) {
            try HeldOutBenchmark(
                tokens: [Int](repeating: 64, count: 4096), steps: 1, configuration: configuration)
        }
    }
}
