import Core
import Engine
import Foundation
import Tensor
import Testing

@testable import Training

@Suite struct TrainingRunTests {
    private static let adapterFile = "adapter/adapter_model.safetensors"
    private static let lastState = "checkpoints/step-20/adapter.safetensors"

    private func losses(_ events: [TrainingEvent]) -> [Double] {
        events.compactMap { if case .step(let figures) = $0 { figures.loss } else { nil } }
    }

    private func heldOut(_ events: [TrainingEvent]) -> [(step: Int, loss: Double, isBest: Bool)] {
        events.compactMap {
            if case .heldOut(let step, let loss?, _, let isBest) = $0 { (step, loss, isBest) } else { nil }
        }
    }

    @Test func `learns a repeated pattern`() throws {
        let fixture = try RunFixture { $0.steps = 60 }
        let events = try fixture.execute()
        let losses = losses(events)
        #expect(losses.count == 60)
        #expect(losses[55...].reduce(0, +) / 5 < 0.5 * losses[..<5].reduce(0, +) / 5)
        let measured = heldOut(events)
        #expect(measured.map(\.step) == [0] + Array(stride(from: 5, through: 60, by: 5)))
        #expect(measured.last.map { $0.loss < 0.6 * measured[0].loss } == true)
    }

    @Test func `reports what it did in order and counts real tokens`() throws {
        let fixture = try RunFixture()
        let events = try fixture.execute()
        guard case .started(0, 20, let parameters, 288, 96) = events[0] else {
            Issue.record("The first event is \(events[0])")
            return
        }
        #expect(parameters == fixture.model.configuration.adapterParameters(rank: 4))
        guard case .finished(20, let best, _, let tokens, let memory) = events[events.count - 1] else {
            Issue.record("The last event is \(events[events.count - 1])")
            return
        }
        #expect(tokens == 20 * 4 * 12)
        #expect(memory > 0)
        let lowest = heldOut(events).dropFirst().min { $0.loss < $1.loss }
        #expect(best == lowest?.step)
        #expect(events.filter { if case .sample = $0 { true } else { false } }.count == 2 * 5)
        for case .step(let figures) in events {
            #expect(figures.tokens == 48)
            #expect(figures.lossTokens == 40)
            #expect(figures.secondsLeft >= 0)
        }
        let lines = try String(decoding: RunFixture.bytes(fixture.folder, "metrics.jsonl"), as: UTF8.self)
            .split(separator: "\n")
        #expect(try lines.map { try JSONDecoder().decode(TrainingEvent.self, from: Data($0.utf8)) } == events)
    }

    @Test func `the folder tells what was measured at some steps`() throws {
        let fixture = try RunFixture()
        let events = try fixture.execute()
        let told = fixture.folder.loggedEvents(of: 3...5)
        #expect(losses(told) == Array(losses(events)[2...4]))
        #expect(heldOut(told).map(\.step) == heldOut(events).map(\.step).filter { (3...5).contains($0) })
        #expect(!told.isEmpty && told.allSatisfy { events.contains($0) })
        #expect(fixture.folder.loggedEvents(of: 21...30).isEmpty)

        // A line that was cut off by a power failure hides nothing before it.
        let log = try #require(FileManager.default.contents(atPath: fixture.folder.metricsPath))
        try log.dropLast(20).write(to: URL(filePath: fixture.folder.metricsPath))
        #expect(fixture.folder.loggedEvents(of: 3...5) == told)
        #expect(RunFolder(path: fixture.folder.path + "/absent").loggedEvents(of: 0...9).isEmpty)
    }

    @Test func `the same seed gives the same bytes and another does not`() throws {
        let first = try RunFixture()
        let second = try RunFixture()
        let other = try RunFixture { $0.seed = 8 }
        for fixture in [first, second, other] { try fixture.execute() }
        let bytes = try [first, second, other].map { try RunFixture.bytes($0.folder, Self.lastState) }
        #expect(bytes[0] == bytes[1])
        #expect(bytes[0] != bytes[2])
    }

    @Test func `a run killed at any event goes on to the same bytes`() throws {
        let fixture = try RunFixture()
        var snapshots: [RunFolder] = []
        let events = try fixture.execute(onEvent: { event in
            if let copy = try? fixture.snapshot(String(snapshots.count)) { snapshots.append(copy) }
        })
        #expect(snapshots.count == events.count)
        defer {
            for copy in snapshots { try? FileManager.default.removeItem(atPath: copy.path) }
        }
        let expected = try RunFixture.bytes(fixture.folder, Self.lastState)
        let optimizer = try RunFixture.bytes(fixture.folder, "checkpoints/step-20/optimizer.safetensors")
        let adapter = try RunFixture.bytes(fixture.folder, Self.adapterFile)
        for copy in snapshots {
            let resumed = try fixture.execute(copy)
            #expect(try RunFixture.bytes(copy, Self.lastState) == expected)
            #expect(try RunFixture.bytes(copy, "checkpoints/step-20/optimizer.safetensors") == optimizer)
            #expect(try RunFixture.bytes(copy, Self.adapterFile) == adapter)
            guard case .finished(20, _, _, 960, _) = resumed[resumed.count - 1] else {
                Issue.record("It ended with \(resumed[resumed.count - 1])")
                continue
            }
            let log = try String(decoding: RunFixture.bytes(copy, "metrics.jsonl"), as: UTF8.self)
                .split(separator: "\n")
                .map { try JSONDecoder().decode(TrainingEvent.self, from: Data($0.utf8)) }
            // Each step and measurement is there once, with the figures of the run that was never killed.
            #expect(losses(log) == losses(events))
            #expect(heldOut(log).map(\.loss) == heldOut(events).map(\.loss))
        }
    }

    @Test(arguments: [0, 1, 5, 14, 33])
    func `a cancelled run keeps its whole steps and goes on to the same bytes`(calls: Int) throws {
        let whole = try RunFixture()
        try whole.execute()
        let fixture = try RunFixture()
        var left = calls
        let error = #expect(throws: TrainingError.self) {
            try fixture.execute(isCancelled: {
                left -= 1
                return left < 0
            })
        }
        #expect(error?.category == .cancelled)
        try fixture.execute()
        #expect(
            try RunFixture.bytes(fixture.folder, Self.lastState)
                == RunFixture.bytes(whole.folder, Self.lastState))
        #expect(
            try RunFixture.bytes(fixture.folder, Self.adapterFile)
                == RunFixture.bytes(whole.folder, Self.adapterFile))
    }

    @Test func `a short memory gives the same bytes`() throws {
        let rich = try RunFixture()
        let poor = try RunFixture()
        try rich.execute(memoryBudget: .max)
        try poor.execute(memoryBudget: 1)
        #expect(
            try RunFixture.bytes(rich.folder, Self.lastState) == RunFixture.bytes(poor.folder, Self.lastState)
        )
    }

    @Test func `the kept adapter is the one with the lowest held-out loss`() throws {
        // A rate far too high for the end of the run makes late steps worse than early ones.
        let fixture = try RunFixture {
            $0.learningRate = 0.3
            $0.warmupFraction = 1
            $0.evaluateEvery = 2
        }
        let measured = heldOut(try fixture.execute())
        let adapter = try LoRAAdapter.load(
            folder: fixture.folder.adapterPath, for: fixture.model.configuration)
        let parameters = AdapterParameters(
            configuration: fixture.model.configuration, rank: 4, alpha: 8, seed: 0)
        for tensor in parameters.layout.tensors {
            let pair = try #require(adapter[tensor.layer, tensor.module])
            parameters.layout.view(tensor, in: parameters.values).elements =
                (tensor.part == .a ? pair.a : pair.b).elements
        }
        let decoder = AdaptedDecoder(
            configuration: fixture.model.configuration, weights: fixture.model.weights,
            parameters: parameters,
            device: fixture.model.device, recomputes: false)
        let rows = try RunFixture.rows(24..<32)
        let batches = Packer.pack(0..<rows.count, of: rows, limit: 30)
        let loss = batches.reduce(0) { $0 + decoder.loss($1) } / batches.reduce(0) { $0 + $1.weightSum }
        let lowest = try #require(measured.dropFirst().map(\.loss).min())
        #expect(loss == lowest)
        #expect(measured.last?.loss != lowest)
    }

    @Test func `recall questions decide which step is kept, also without held-out rows`() throws {
        // The pattern that is learned is asked for, while the held-out rows count in the other direction.
        let fixture = try RunFixture(recall: RunFixture.rows(0..<8)) { $0.steps = 60 }
        let other = try RunFixture.rows(24..<32)
        let reversed = try TokenRows(
            tokens: other.tokens.reversed(), weights: other.weights, offsets: other.offsets, vocabulary: 64,
            maximumLength: 64, name: "rows")
        _ = try RunFolder.create(
            path: fixture.path + "-other", description: fixture.folder.description(),
            train: RunFixture.rows(0..<24), heldOut: reversed, recall: RunFixture.rows(0..<8),
            samples: SamplePrompts(prompts: [], stopTokens: [], maximumTokens: 0))
        let folder = RunFolder(path: fixture.path + "-other")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let events = try fixture.execute(folder)
        let recalls = events.compactMap { event -> (step: Int, recall: Double)? in
            if case .heldOut(let step, _?, let recall?, _) = event { (step, recall) } else { nil }
        }
        let best = try #require(recalls.dropFirst().min { $0.recall < $1.recall })
        let lowest = try #require(heldOut(events).dropFirst().min { $0.loss < $1.loss })
        #expect(best.step != lowest.step)
        guard case .finished(60, best.step, _, _, _) = events[events.count - 1] else {
            Issue.record("It ended with \(events[events.count - 1])")
            return
        }
        try FileManager.default.removeItem(atPath: fixture.folder.heldOutPath)
        let alone = try fixture.execute()
        let measured = alone.compactMap { if case .heldOut(let step, nil, _?, _) = $0 { step } else { nil } }
        #expect(measured.count == 13)
    }

    @Test func `a line of an earlier version's log is still read`() throws {
        let line = Data(#"{"heldOut":{"isBest":true,"loss":1.5,"step":4}}"#.utf8)
        let event = try JSONDecoder().decode(TrainingEvent.self, from: line)
        #expect(event == .heldOut(step: 4, loss: 1.5, recallLoss: nil, isBest: true))
    }

    @Test func `without held-out rows the last step is kept`() throws {
        let fixture = try RunFixture()
        try FileManager.default.removeItem(atPath: fixture.folder.heldOutPath)
        let events = try fixture.execute()
        #expect(heldOut(events).isEmpty)
        guard case .finished(20, 20, _, _, _) = events[events.count - 1] else {
            Issue.record("It ended with \(events[events.count - 1])")
            return
        }
        #expect(FileManager.default.fileExists(atPath: fixture.folder.adapterPath + "/adapter_config.json"))
    }

    @Test func `only the newest two checkpoints stay`() throws {
        let fixture = try RunFixture()
        try fixture.execute()
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.checkpointsPath)
        #expect(names.count == 2)
        #expect(names.contains("step-20"))
    }

    @Test func `a loss that is not a number ends the run with its reason`() throws {
        let fixture = try RunFixture { $0.learningRate = 1 }
        var events: [TrainingEvent] = []
        // Weights of this size overflow in the first product.
        let huge = try TinyModel.weights { name in
            let source = try RunFixture.model()
            let isNorm = name.contains("norm")
            let rows = isNorm ? 1 : name.contains("embed") ? 64 : 0
            guard rows == 0 else {
                return Matrix(rows: rows, columns: 24, [Float](repeating: 1e30, count: rows * 24))
            }
            let module = try #require(LinearModule.allCases.first { name.contains($0.rawValue) })
            let weight = try #require(source.weights.layers[0][module])
            return Matrix(
                rows: weight.rows, columns: weight.columns,
                [Float](repeating: 1e30, count: weight.rows * weight.columns))
        }
        let model = LanguageModel(
            path: "huge", configuration: fixture.model.configuration, weights: huge,
            device: fixture.model.device)
        let error = #expect(throws: TrainingError.self) {
            try TrainingRun(folder: fixture.folder).execute(
                model: model, report: { events.append($0) }, isCancelled: { false })
        }
        #expect(error?.code == "training_diverged")
        #expect(events.last == .failed(message: error?.message ?? ""))
    }
}

extension ModelConfiguration {
    /// Numbers in an adapter on every linear layer.
    func adapterParameters(rank: Int) -> Int {
        layerCount * modules.reduce(0) { $0 + rank * (inputs(of: $1) + outputs(of: $1)) }
    }
}
