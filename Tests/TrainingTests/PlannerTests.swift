import Core
import Engine
import Tensor
import Testing

@testable import Training

@Suite struct PlannerTests {
    /// The starter model's shape.
    private static let starter = ModelConfiguration(
        vocabulary: 49_152, hiddenSize: 576, intermediateSize: 1536, headCount: 9, keyValueHeadCount: 3,
        headDimension: 64, layerCount: 30, contextLength: 2048, normEpsilon: 1e-5,
        rotaries: [RotaryAngles(frequencies: [Float](repeating: 1, count: 32), layout: .interleaved)],
        tiedEmbeddings: true)

    private func input(rows: Int, length: Int = 80, recipe: RecipeName = .knowMyDocuments) -> PlanningInput {
        PlanningInput(
            configuration: Self.starter, modelBytes: 98_000_000, recipe: recipe,
            trainLengths: [Int](repeating: length, count: rows), trainLossTokens: rows * length / 2,
            heldOutTokens: 2000, samplePrompts: 3, flopsPerSecond: 150e9)
    }

    @Test func `a handbook is shown twice at the small model's rate`() {
        let plan = Planner.plan(input(rows: 400))
        #expect(plan.settings.learningRate == 1e-3)
        #expect(plan.settings.steps == 100)
        #expect(plan.epochs == 2)
        #expect(plan.trainTokens == 32_000)
        #expect(plan.warnings.isEmpty)
        #expect(plan.estimatedSeconds > 70 && plan.estimatedSeconds < 900)
        #expect(plan.estimatedSecondsLow < plan.estimatedSeconds)
        #expect(plan.estimatedSecondsHigh > plan.estimatedSeconds)
    }

    @Test func `more data is shown fewer times`() {
        let epochs = [100, 3000, 8000, 40_000].map { Planner.plan(input(rows: $0)).epochs }
        #expect(epochs == epochs.sorted(by: >))
        #expect(abs((epochs.last ?? 0) - 1) < 0.01)
    }

    @Test func `little data is shown more often and the plan says that it is little`() {
        let plan = Planner.plan(input(rows: 5))
        #expect(plan.settings.batchExamples == 5)
        #expect(plan.epochs <= 12)
        #expect(plan.warnings.count == 1)
    }

    @Test func `a short memory is planned for`() {
        var short = input(rows: 400)
        let rich = Planner.plan(short)
        short.memoryBudget = 800 << 20
        let poor = Planner.plan(short)
        #expect(poor.estimatedMemoryBytes < rich.estimatedMemoryBytes)
        #expect(poor.estimatedMemoryBytes <= 800 << 20)
        #expect(poor.estimatedSeconds > rich.estimatedSeconds)
        #expect(poor.warnings.count == 1)
    }

    @Test func `the settings of a plan are in their ranges`() throws {
        for rows in [1, 7, 400, 100_000] {
            for recipe in RecipeName.allCases {
                try Planner.plan(input(rows: rows, recipe: recipe)).settings.validate()
            }
        }
    }

    @Test(arguments: [
        (20, 5, 0, 4), (22, 5, 0, 5), (22, 5, 10, 3), (22, 5, 22, 0), (10, 0, 0, 1), (3, 5, 0, 1),
    ])
    func `evaluations are counted as they will happen`(steps: Int, every: Int, done: Int, expected: Int) {
        #expect(Evaluations.count(after: done, steps: steps, every: every) == expected)
        let happening = (done..<steps).map { $0 + 1 }.filter {
            Evaluations.isDue(after: $0, of: steps, every: every)
        }
        #expect(happening.count == expected)
    }

    @Test func `the speed of this machine is plausible`() {
        let speed = MachineSpeed.measure(CPUDevice(threads: 1))
        #expect(speed > 1e8 && speed < 1e13)
    }
}
