import Core
import Engine
import Tensor
import Testing

@testable import Training

@Suite struct TrainerTests {
    @Test func `two steps of AdamW with clipping equal PyTorch's`() throws {
        let fixture = try GradientFixture()
        var settings = TrainingSettings()
        settings.rank = GradientFixture.rank
        settings.alpha = GradientFixture.alpha
        settings.weightDecay = 0.01
        settings.gradientClip = 0.5
        let model = LanguageModel(
            path: "tiny", configuration: fixture.configuration, weights: fixture.weights,
            device: CPUDevice(threads: 2))
        let trainer = Trainer(model: model, settings: settings, recomputes: false)
        for tensor in trainer.parameters.layout.tensors {
            trainer.parameters.layout.view(tensor, in: trainer.parameters.values).elements =
                try fixture.file.floats(named: GradientFixture.name(tensor))
        }
        let batches = Packer.pack(0..<fixture.rows.count, of: fixture.rows, limit: 25)
        let first = try trainer.step(batches, learningRate: 1e-2) { false }
        let norm = try Double(fixture.file.floats(named: "gradientNorm")[0])
        #expect(abs(first.gradientNorm / norm - 1) < 1e-4)
        _ = try trainer.step(batches, learningRate: 1e-2) { false }
        for tensor in trainer.parameters.layout.tensors {
            let values = trainer.parameters.layout.view(tensor, in: trainer.parameters.values).elements
            let reference = try fixture.file.floats(named: "after." + GradientFixture.name(tensor))
            // AdamW divides by the gradient's own size, so a small error of a small gradient shows: allow ten times.
            #expect(GradientFixture.relativeError(values, reference) < 1e-3, "\(tensor.name)")
        }
    }

    @Test func `cutting a step into micro-batches changes rounding only`() throws {
        let rows = try RunFixture.rows(0..<8)
        var settings = TrainingSettings()
        settings.rank = 4
        settings.alpha = 8
        let norms = try [1000, 30, 11].map { limit in
            let trainer = Trainer(model: try RunFixture.model(), settings: settings, recomputes: false)
            return try trainer.step(Packer.pack(0..<8, of: rows, limit: limit), learningRate: 1e-3) { false }
        }
        for outcome in norms {
            #expect(abs(outcome.loss / norms[0].loss - 1) < 1e-5)
            #expect(abs(outcome.gradientNorm / norms[0].gradientNorm - 1) < 1e-4)
        }
    }
}
